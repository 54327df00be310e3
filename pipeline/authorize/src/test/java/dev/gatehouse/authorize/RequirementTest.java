package dev.gatehouse.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequirementTest {
    @Test
    void requirementThatAdmitsNobodyIsRefused() {
        assertThatThrownBy(() -> requirement(false, false, Set.of()))
                .hasMessageContaining("nobody");
    }

    @Test
    void anonymousExcludesAllElse() {
        assertThatThrownBy(() -> requirement(true, true, Set.of()))
                .hasMessageContaining("anonymous");
        assertThatThrownBy(() -> requirement(true, false, Set.of(Role.VIEWER)))
                .hasMessageContaining("anonymous");
    }

    @Test
    void everythingLackingIsListedInTheOrderOfTheChecks() {
        var all =
                new Requirement(
                        false,
                        true,
                        Set.of(Role.ADMIN),
                        Set.of("b", "a"),
                        Set.of("G1"),
                        Set.of(Callers.ANN),
                        Set.of(Callers.CONTOSO));
        var stranger =
                Callers.of(
                        Principal.Kind.USER,
                        new TenantId(Callers.ANN.value()),
                        new ObjectId(Callers.CONTOSO.value()));
        assertThat(all.lacking(Optional.of(stranger.roles(Role.PM).principal())))
                .extracting(Lack::kind)
                .containsExactly(
                        Lack.Kind.ROLE,
                        Lack.Kind.SCOPE,
                        Lack.Kind.TENANT,
                        Lack.Kind.OBJECT,
                        Lack.Kind.GROUP);
        assertThat(all.lacking(Optional.empty()))
                .containsExactly(new Lack(Lack.Kind.SIGN_IN, List.of()));
    }

    private static Requirement requirement(boolean anonymous, boolean signedIn, Set<Role> roles) {
        return new Requirement(anonymous, signedIn, roles, Set.of(), Set.of(), Set.of(), Set.of());
    }
}
