package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.authenticate.tokens.VerifiedToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A session as it is stored: what never changes, and what does. */
record Stored(Anchor anchor, Content content) {
    /** Written once, at sign-in. Without it the session does not exist. */
    record Anchor(String tenant, String object, String createdAt, String endsAt) {
        TenantId tenantId() {
            return new TenantId(UUID.fromString(tenant));
        }

        ObjectId objectId() {
            return new ObjectId(UUID.fromString(object));
        }

        Instant created() {
            return Instant.parse(createdAt);
        }

        Instant ends() {
            return Instant.parse(endsAt);
        }
    }

    /** Written again at each refresh and, at most once a minute, at use. */
    record Content(
            String client,
            String name,
            String username,
            List<Role> roles,
            List<String> scopes,
            List<String> groups,
            boolean overage,
            boolean answersChallenges,
            String accessToken,
            String tokenExpiresAt,
            String refreshToken,
            String lastUsedAt) {
        static Content of(VerifiedToken token, Optional<String> refreshToken, Instant now) {
            Principal who = token.principal();
            return new Content(
                    who.client().value(),
                    who.name(),
                    who.username(),
                    List.copyOf(who.roles()),
                    List.copyOf(who.scopes()),
                    switch (who.groups()) {
                        case Groups.Listed(Set<String> ids) -> List.copyOf(ids);
                        case Groups.Overage() -> List.of();
                    },
                    who.groups() instanceof Groups.Overage,
                    who.answersChallenges(),
                    token.assertion().value(),
                    token.expiresAt().toString(),
                    refreshToken.orElse(""),
                    now.toString());
        }

        Content usedAt(Instant now) {
            return new Content(
                    client,
                    name,
                    username,
                    roles,
                    scopes,
                    groups,
                    overage,
                    answersChallenges,
                    accessToken,
                    tokenExpiresAt,
                    refreshToken,
                    now.toString());
        }

        Instant lastUsed() {
            return Instant.parse(lastUsedAt);
        }

        Instant tokenExpires() {
            return Instant.parse(tokenExpiresAt);
        }

        Optional<String> refresh() {
            return refreshToken.isEmpty() ? Optional.empty() : Optional.of(refreshToken);
        }

        @Override
        public String toString() {
            return "Content[used " + lastUsedAt + "]";
        }
    }

    Stored with(Content changed) {
        return new Stored(anchor, changed);
    }

    Instant idleEnds(Duration idle) {
        Instant idleEnd = content.lastUsed().plus(idle);
        return idleEnd.isBefore(anchor.ends()) ? idleEnd : anchor.ends();
    }

    Session session(String id, Duration idle) {
        var principal =
                new Principal(
                        anchor.tenantId(),
                        anchor.objectId(),
                        Principal.Kind.USER,
                        new ClientId(content.client()),
                        content.name(),
                        content.username(),
                        content.roles().stream().collect(Collectors.toUnmodifiableSet()),
                        content.scopes().stream().collect(Collectors.toUnmodifiableSet()),
                        content.overage()
                                ? new Groups.Overage()
                                : new Groups.Listed(Set.copyOf(content.groups())),
                        content.answersChallenges());
        return new Session(
                id,
                principal,
                new Assertion(content.accessToken()),
                content.tokenExpires(),
                idleEnds(idle),
                anchor.ends());
    }
}
