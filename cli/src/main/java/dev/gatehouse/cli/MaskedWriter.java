package dev.gatehouse.cli;

import java.io.PrintWriter;

/** Passes lines on with everything secret taken out. */
final class MaskedWriter extends PrintWriter {
    private final Masking masking = new Masking();

    MaskedWriter(PrintWriter to) {
        super(to, true);
    }

    @Override
    public void println(Object line) {
        super.println(masking.mask(String.valueOf(line)));
    }
}
