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
 */
public record SignInConfig(URI redirectUri, TenantId home, String authority, Duration lifetime) {
    public SignInConfig {
        if (!redirectUri.isAbsolute()) {
            throw new IllegalArgumentException("the redirect URI is not absolute");
        }
        if (authority.isBlank()) {
            throw new IllegalArgumentException("the authority is blank");
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("a sign-in needs time");
        }
    }

    /** Any organisation's people, 10 minutes. */
    public static SignInConfig of(URI redirectUri, TenantId home) {
        return new SignInConfig(redirectUri, home, "organizations", Duration.ofMinutes(10));
    }
}
