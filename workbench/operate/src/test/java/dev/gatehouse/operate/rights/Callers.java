package dev.gatehouse.operate.rights;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Caller;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.arm.NoSealing;
import dev.gatehouse.operate.arm.OpenState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Callers in a mode, and the Azure that they ask. */
public final class Callers {
    public static final TenantId HOME =
            new TenantId(UUID.fromString("c0000000-0000-4000-8000-000000000001"));
    public static final TenantId ELSEWHERE =
            new TenantId(UUID.fromString("f0000000-0000-4000-8000-000000000002"));
    public static final ObjectId ADA =
            new ObjectId(UUID.fromString("a0000000-0000-4000-8000-00000000000a"));
    private static final Scope ARM = new Scope("https://management.azure.com/.default");

    private final DownstreamMode mode;
    private final MovableClock clock;

    public Callers(DownstreamMode mode, MovableClock clock) {
        this.mode = mode;
        this.clock = clock;
    }

    /** Tries everything three times without a pause. */
    public static Arm asking(LoopbackArm arm) {
        return LoopbackArm.asked(
                arm.uri(), ARM, new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1)));
    }

    public Identity ada() {
        return caller(HOME, ADA, Set.of());
    }

    public Identity caller(TenantId tenant, ObjectId object, Set<String> groups) {
        var principal =
                new Principal(
                        tenant,
                        object,
                        Principal.Kind.USER,
                        new ClientId("60000000-0000-4000-8000-000000000001"),
                        "somebody",
                        "somebody@contoso.com",
                        Set.of(Role.VIEWER),
                        Set.of(),
                        new Groups.Listed(groups),
                        false);
        return new Caller(
                        principal, Optional.of(new Assertion(object.toString())), Fallback.ALLOWED)
                .through(credentials());
    }

    private Credentials credentials() {
        Instant end = clock.instant().plus(Duration.ofDays(1));
        OnBehalfOf obo =
                (assertion, _, _, _) ->
                        new OnBehalfOf.Exchange.Issued(
                                new AccessToken("obo-" + assertion.value(), end));
        PlatformCredential platform =
                new PlatformCredential() {
                    @Override
                    public AccessToken token(Scope scope) {
                        return new AccessToken("platform", end);
                    }

                    @Override
                    public String describe() {
                        return "fake";
                    }
                };
        return new Credentials(
                mode, _ -> true, obo, platform, new OpenState(), new NoSealing(), clock);
    }
}
