package dev.gatehouse.cli;

import dev.gatehouse.kernel.Masked;
import java.io.PrintWriter;

/** Passes lines on with everything secret taken out. */
final class MaskedWriter extends PrintWriter {
    MaskedWriter(PrintWriter to) {
        super(to, true);
    }

    @Override
    public void println(Object line) {
        super.println(Masked.text(String.valueOf(line)));
    }
}
