package dev.gatehouse.act.credentials;

/** What renews a token without its owner. Never printed. */
public record RefreshToken(String value) {
    public RefreshToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("refresh token is blank");
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[" + value.length() + " characters]";
    }
}
