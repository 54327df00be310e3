package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The bytes of a downstream token before they are sealed: end in whole seconds, then text. */
final class SealedToken {
    private SealedToken() {}

    static byte[] write(AccessToken token) {
        byte[] text = token.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(token.expiresAt().getEpochSecond())
                .put(text)
                .array();
    }

    /** Only for bytes that {@link #write} made: they come from under an authenticated seal. */
    static AccessToken read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var end = Instant.ofEpochSecond(buffer.getLong());
        return new AccessToken(StandardCharsets.UTF_8.decode(buffer).toString(), end);
    }
}
