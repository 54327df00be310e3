package dev.gatehouse.kernel;

/**
 * What a downstream token is asked for, for example {@code https://graph.microsoft.com/.default}.
 */
public record Scope(String value) {
    public Scope {
        if (value.isBlank() || value.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("scope is blank or names more than one");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
