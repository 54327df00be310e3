package dev.gatehouse.kernel;

import java.util.regex.Pattern;

/**
 * Text as one word of a POSIX shell, for commands that are printed to be pasted: whatever the text
 * is, the shell takes it as it stands. Control characters, line ends among them, are dropped.
 */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ShellWord() {}

    /** Bare where no character means anything to a shell, else as {@link #quoted}. */
    public static String of(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    /** Between single quotes, where nothing is special but the single quote. */
    public static String quoted(String text) {
        return "'" + CONTROL.matcher(text).replaceAll("").replace("'", "'\\''") + "'";
    }

    /** Whether it means the same to a shell with and without quotes. */
    public static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }
}
