package dev.gatehouse.authorize;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.util.Set;
import java.util.UUID;

/** Callers as {@code authenticate} would hand them over. */
record Callers(Principal principal) {
    static final TenantId CONTOSO =
            new TenantId(UUID.fromString("c0000000-0000-4000-8000-000000000001"));
    static final ObjectId ANN =
            new ObjectId(UUID.fromString("a0000000-0000-4000-8000-00000000000b"));
    private static final ClientId CLIENT = new ClientId("60000000-0000-4000-8000-000000000001");

    static Callers user() {
        return of(Principal.Kind.USER, CONTOSO, ANN);
    }

    static Callers application() {
        return of(Principal.Kind.APPLICATION, CONTOSO, ANN);
    }

    static Callers of(Principal.Kind kind, TenantId tenant, ObjectId object) {
        return new Callers(
                new Principal(
                        tenant,
                        object,
                        kind,
                        CLIENT,
                        "",
                        "",
                        Set.of(),
                        Set.of(),
                        Groups.NONE,
                        false));
    }

    Callers roles(Role... roles) {
        return with(Set.of(roles), principal.scopes(), principal.groups());
    }

    Callers scopes(String... scopes) {
        return with(principal.roles(), Set.of(scopes), principal.groups());
    }

    Callers groups(String... groups) {
        return with(principal.roles(), principal.scopes(), new Groups.Listed(Set.of(groups)));
    }

    Callers overage() {
        return with(principal.roles(), principal.scopes(), new Groups.Overage());
    }

    private Callers with(Set<Role> roles, Set<String> scopes, Groups groups) {
        return new Callers(
                new Principal(
                        principal.tenant(),
                        principal.object(),
                        principal.kind(),
                        principal.client(),
                        "",
                        "",
                        roles,
                        scopes,
                        groups,
                        false));
    }
}
