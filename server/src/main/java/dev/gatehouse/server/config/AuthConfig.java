package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ClientId;
import java.time.Duration;
import java.util.Set;

/**
 * Which bearer tokens are accepted ({@code auth}).
 *
 * @param scopes delegated permissions, one of which a person's token must have
 * @param clients applications that may call; empty means any
 * @param audiences accepted {@code aud} values
 * @param clockLeeway 0 to 300 s
 */
public record AuthConfig(
        Set<String> scopes, Set<ClientId> clients, Set<String> audiences, Duration clockLeeway) {
    public AuthConfig {
        scopes = Set.copyOf(scopes);
        clients = Set.copyOf(clients);
        audiences = Set.copyOf(audiences);
    }
}
