package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.util.Set;
import java.util.UUID;

/** Who calls, in tests. */
public final class Callers {
    public static final TenantId CONTOSO =
            new TenantId(UUID.fromString("c0000000-0000-4000-8000-000000000001"));
    public static final Scope ARM = new Scope("https://management.azure.com/.default");
    public static final Assertion ADAS_TOKEN = new Assertion("ada.assertion.secret");

    private static final ObjectId ADA =
            new ObjectId(UUID.fromString("a0000000-0000-4000-8000-00000000000a"));
    private static final ClientId CLIENT = new ClientId("60000000-0000-4000-8000-000000000001");

    private Callers() {}

    /** A person whose client does not answer challenges. */
    public static Principal ada() {
        return ada(Principal.Kind.USER, false);
    }

    public static Principal adaWithCp1() {
        return ada(Principal.Kind.USER, true);
    }

    public static Principal daemon() {
        return ada(Principal.Kind.APPLICATION, false);
    }

    private static Principal ada(Principal.Kind kind, boolean answersChallenges) {
        return new Principal(
                CONTOSO,
                ADA,
                kind,
                CLIENT,
                "Ada Lovelace",
                "ada@contoso.com",
                Set.of(Role.VIEWER),
                Set.of("user_impersonation"),
                Groups.NONE,
                answersChallenges);
    }
}
