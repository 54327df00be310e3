package dev.gatehouse.server.gate;

import org.jspecify.annotations.Nullable;

/**
 * Whether header lines are what RFC 9110 section 5 allows, so that none of them can be read as two.
 * This one check stands for the HTTP library's own, which the gate turns off: that one looks at
 * every line again in every map it is copied to, the credential's thousand characters included, and
 * took a fifth of the gate's time.
 */
final class HeaderShape {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        String allowed =
                "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        allowed.chars().forEach(c -> TOKEN[c] = true);
    }

    private HeaderShape() {}

    /**
     * What is wrong with a line of a request, or null. The value of {@code Authorization} is not
     * looked at: it is compared or parsed as a whole, and never forwarded.
     */
    static @Nullable String fault(String name, String value) {
        if (!isName(name)) {
            return "a header's name holds a character that is not allowed";
        }
        boolean credential = name.length() == 13 && name.equalsIgnoreCase("authorization");
        return credential || isValue(value) ? null : "a header's value holds a control character";
    }

    /** Whether a line may be passed on. */
    static boolean isSound(String name, String value) {
        return isName(name) && isValue(value);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
