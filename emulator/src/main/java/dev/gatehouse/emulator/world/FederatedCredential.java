package dev.gatehouse.emulator.world;

import java.util.Set;

/**
 * Lets a token of another issuer stand for an application's secret. All three are compared exactly,
 * letter case included.
 */
public record FederatedCredential(String issuer, String subject, Set<String> audiences) {
    public FederatedCredential {
        audiences = Set.copyOf(audiences);
    }
}
