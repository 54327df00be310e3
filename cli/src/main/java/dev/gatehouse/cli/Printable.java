package dev.gatehouse.cli;

import java.util.regex.Pattern;

/**
 * Text from elsewhere as a terminal may show it. Azure's names and messages can hold characters
 * that move the cursor, change colours, break lines or turn the direction of writing.
 */
final class Printable {
    private static final Pattern UNFIT =
            Pattern.compile(
                    "[\\x00-\\x1F\\x7F-\\x9F\\x{2028}\\x{2029}"
                            + "\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private Printable() {}

    /** The same without them, on one line. */
    static String of(String text) {
        return UNFIT.matcher(text).replaceAll("");
    }
}
