package dev.gatehouse.kernel;

/**
 * The caller's own access token, kept to be exchanged on behalf of the caller (RFC 7523). Never
 * printed: {@link #toString} shows its length alone.
 */
public record Assertion(String value) {
    public Assertion {
        if (value.isBlank()) {
            throw new IllegalArgumentException("assertion is blank");
        }
    }

    @Override
    public String toString() {
        return "Assertion[" + value.length() + " characters]";
    }
}
