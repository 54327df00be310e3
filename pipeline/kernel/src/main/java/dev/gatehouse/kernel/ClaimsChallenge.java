package dev.gatehouse.kernel;

/**
 * What Entra demands before it issues a token: the {@code claims} string of a token endpoint's
 * error, carried verbatim (Microsoft: "Claims challenges, claims requests and client
 * capabilities").
 */
public record ClaimsChallenge(String json) {
    public ClaimsChallenge {
        if (json.isBlank()) {
            throw new IllegalArgumentException("claims challenge is blank");
        }
    }
}
