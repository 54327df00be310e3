package dev.gatehouse.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.gatehouse.kernel.Masked;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Masks the finished line, whatever wrote it: message, keys, context and stack trace alike. A mask
 * holds no quote and no backslash, so a line of JSON stays one.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
    private @Nullable Encoder<ILoggingEvent> form;

    /** For Logback. */
    public MaskingEncoder() {}

    /** What writes the line; for Logback. */
    public void setForm(Encoder<ILoggingEvent> form) {
        this.form = form;
    }

    @Override
    public void start() {
        if (form == null) {
            addError("MaskingEncoder needs a form");
            return;
        }
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        if (form == null) {
            return new byte[0];
        }
        String line = new String(form.encode(event), StandardCharsets.UTF_8);
        return Masked.text(line).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
