package dev.gatehouse.emulator.arm;

/**
 * One line of a role's actions. {@code *} stands for any run of characters, slashes included;
 * letter case does not count.
 *
 * @see <a href="https://learn.microsoft.com/azure/role-based-access-control/role-definitions">Azure
 *     role definitions</a>
 */
public record ActionPattern(String text) {
    public ActionPattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("action pattern is blank");
        }
    }

    /** Whether {@code action}, say {@code Microsoft.Storage/storageAccounts/read}, is covered. */
    public boolean matches(String action) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < action.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && same(text.charAt(at), action.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
