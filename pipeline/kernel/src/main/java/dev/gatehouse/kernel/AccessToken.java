package dev.gatehouse.kernel;

import java.time.Instant;

/** A token to send downstream, and the moment it ends. Never printed. */
public record AccessToken(String value, Instant expiresAt) {
    public AccessToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("access token is blank");
        }
    }

    @Override
    public String toString() {
        return "AccessToken[until " + expiresAt + "]";
    }
}
