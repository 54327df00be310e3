package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of Entra. Each question throws {@link
 * dev.gatehouse.kernel.IdentityProviderUnavailable} if there is no usable answer.
 */
public interface Authority {
    /**
     * A tenant's OpenID metadata.
     *
     * @param issuer as published; empty if Entra does not know the tenant
     * @param date the answer's {@code Date}
     */
    record Metadata(String issuer, Optional<Instant> date) {}

    /**
     * @param tenant id or domain
     */
    Metadata metadata(String tenant);

    /** How many signing keys the tenant publishes. */
    int signingKeys(String tenant);

    /** A token for the registration itself, by client credentials. */
    Exchange clientToken(String tenant, Scope scope);

    /** Whether the authorize endpoint takes a redirect address. */
    Redirect redirect(String tenant, URI address);

    /** What it said. */
    enum Redirect {
        REGISTERED,
        /** AADSTS50011. */
        NOT_REGISTERED,
        /** Neither sent back nor refused in so many words. */
        UNCLEAR
    }
}
