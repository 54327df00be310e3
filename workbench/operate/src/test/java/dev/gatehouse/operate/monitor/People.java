package dev.gatehouse.operate.monitor;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Identity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who asks in tests. */
final class People {
    static final String TENANT = "c0000000-0000-4000-8000-000000000001";
    static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    static final Principal ADA = person(10);
    static final Principal VIC = person(13);

    private People() {}

    static Principal person(int number) {
        return new Principal(
                new TenantId(UUID.fromString(TENANT)),
                new ObjectId(new UUID(0xa000000000004000L, 0x8000000000000000L + number)),
                Principal.Kind.USER,
                new ClientId("60000000-0000-4000-8000-000000000001"),
                "",
                "",
                Set.of(Role.VIEWER),
                Set.of(),
                Groups.NONE,
                false);
    }

    /** The person, by a token of their own. */
    static Identity user(Principal person) {
        return granted(person, "token-of-" + person.object(), DownstreamIdentity.USER);
    }

    /** The platform, for the person. */
    static Identity platform(Principal person) {
        return granted(person, "token-of-platform", DownstreamIdentity.PLATFORM);
    }

    private static Identity granted(Principal person, String token, DownstreamIdentity used) {
        var granted =
                new Authorization.Granted(
                        Optional.of(new AccessToken(token, Instant.MAX)), used, "test");
        return identity(person, granted);
    }

    static Identity refused(Principal person, Refusal why) {
        return identity(person, new Authorization.Refused(why, why.code().wire()));
    }

    static Identity identity(Principal person, Authorization authorization) {
        return new Identity() {
            @Override
            public Principal caller() {
                return person;
            }

            @Override
            public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
                return authorization;
            }
        };
    }
}
