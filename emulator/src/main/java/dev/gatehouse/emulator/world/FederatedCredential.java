package dev.gatehouse.emulator.world;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * Lets a token of another issuer stand for an application's secret. Issuer, subject and audience
 * are compared exactly, letter case included.
 *
 * @param id Graph's id of it
 * @param name unique in its application
 * @param description for people; empty if there is none
 */
public record FederatedCredential(
        UUID id,
        String name,
        String description,
        String issuer,
        String subject,
        Set<String> audiences) {
    public FederatedCredential {
        audiences = Set.copyOf(audiences);
    }

    /** A credential whose id and name follow from issuer and subject. */
    public FederatedCredential(String issuer, String subject, Set<String> audiences) {
        this(
                UUID.nameUUIDFromBytes((issuer + " " + subject).getBytes(StandardCharsets.UTF_8)),
                "for-" + subject.replaceAll("[^A-Za-z0-9_-]", "-"),
                "",
                issuer,
                subject,
                audiences);
    }
}
