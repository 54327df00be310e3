package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.TenantId;
import java.net.URI;
import java.time.Duration;

/**
 * How people sign in.
 *
 * @param redirectUri our callback under the configured public address, as registered
 * @param home where administrators sign in
 * @param authority for people who name no tenant: {@code organizations}, or a tenant id where only
 *     one tenant is admitted
 * @param lifetime how long a sign-in may take
 * @param mostOpen how many may be under way at a time
 */
public record SignInConfig(
        URI redirectUri, TenantId home, String authority, Duration lifetime, int mostOpen) {
    public SignInConfig {
        if (!redirectUri.isAbsolute()) {
            throw new IllegalArgumentException("the redirect URI is not absolute");
        }
        if (authority.isBlank()) {
            throw new IllegalArgumentException("the authority is blank");
        }
        if (!lifetime.isPositive() || mostOpen < 1) {
            throw new IllegalArgumentException("a sign-in needs time and room");
        }
    }

    /** Any organisation's people, 10 minutes, 10,000 at a time. */
    public static SignInConfig of(URI redirectUri, TenantId home) {
        return new SignInConfig(redirectUri, home, "organizations", Duration.ofMinutes(10), 10_000);
    }
}
