package dev.gatehouse.emulator.web;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Who a verified access token speaks for.
 *
 * @param tenant {@code tid}
 * @param object {@code oid}: the person, or the service principal
 * @param app {@code appid} or {@code azp}: the client application
 * @param name what Azure's messages call the caller: the UPN of a person, else the client id
 * @param audience {@code aud} as the token has it
 * @param scopes the delegated scopes; empty for an app-only token
 * @param mfa whether {@code amr} says that a second factor was used
 */
public record Caller(
        Kind kind,
        UUID tenant,
        UUID object,
        UUID app,
        String name,
        String audience,
        Set<String> scopes,
        boolean mfa) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** A person, a managed identity, or an application with its own credential. */
    public enum Kind {
        USER,
        IDENTITY,
        APP;

        /** The name in JSON: lower case. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
