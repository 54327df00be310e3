package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.DelegatedGrant;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.ServicePrincipal;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Consent and Conditional Access: may this client get this API's token for this person now? */
final class Policy {
    private final World world;

    Policy(World world) {
        this.world = world;
    }

    /** Whether the person need consent to nothing more for what a client asks of an API. */
    boolean consented(Person person, AppRegistration client, ScopeRequest scope) {
        return consented(world, person, client, scope);
    }

    private static boolean consented(
            World world, Person person, AppRegistration client, ScopeRequest scope) {
        if (trusted(client, scope.api())) {
            return true;
        }
        Set<String> granted = granted(world, person, client, scope.api());
        return scope.everything()
                ? !granted.isEmpty() || !grants(world, person, client, scope.api()).isEmpty()
                : granted.containsAll(scope.permissions());
    }

    /** The scopes that a token of this client has for this person, sorted. */
    static List<String> permissions(
            World world, Person person, AppRegistration client, ScopeRequest scope) {
        if (!scope.everything() || trusted(client, scope.api())) {
            return scope.granted();
        }
        return granted(world, person, client, scope.api()).stream()
                .filter(scope.api().scopes()::contains)
                .sorted()
                .toList();
    }

    /** Microsoft's own clients, and an application that calls itself. */
    private static boolean trusted(AppRegistration client, AppRegistration api) {
        return client.firstParty() || client.clientId().equals(api.clientId());
    }

    private static Set<String> granted(
            World world, Person person, AppRegistration client, AppRegistration api) {
        Set<String> scopes = new HashSet<>(api.preauthorized(client.clientId()));
        grants(world, person, client, api).forEach(grant -> scopes.addAll(grant.scopes()));
        return scopes;
    }

    private static List<DelegatedGrant> grants(
            World world, Person person, AppRegistration client, AppRegistration api) {
        return world.grants(
                new Consent(person.tenant(), client.clientId(), api.clientId()), person.id());
    }

    /** Whether the tenant's policy demands a second factor for an API: all of Microsoft's. */
    boolean demandsSecondFactor(Tenant tenant, AppRegistration api) {
        return tenant.mfaPolicy().isPresent() && api.firstParty();
    }

    /**
     * Lets a delegated token pass, or not.
     *
     * @throws Refused 500011, 50105, 65001 or 50076
     */
    void check(Person person, AppRegistration client, ScopeRequest scope, boolean mfa) {
        Tenant tenant = world.tenant(person.tenant()).orElseThrow();
        if (world.servicePrincipal(scope.api().clientId(), tenant.id()).isEmpty()) {
            throw new Refused(ScopeRequest.unknownResource(scope.audience(), tenant.name()));
        }
        if (scope.openidOnly()) {
            return;
        }
        boolean unassigned =
                world.servicePrincipal(scope.api().clientId(), tenant.id())
                                .filter(ServicePrincipal::assignmentRequired)
                                .isPresent()
                        && !world.holdsAny(person.id(), scope.api().clientId());
        if (unassigned) {
            throw new Refused(Aadsts.notAssigned(scope.api(), person.upn()));
        }
        if (!consented(person, client, scope)) {
            throw new Refused(Aadsts.consentRequired(client.clientId().toString(), client.name()));
        }
        if (!mfa && demandsSecondFactor(tenant, scope.api())) {
            throw new Refused(
                    Aadsts.mfaRequired(
                            scope.api().clientId().toString(),
                            ClaimsRequest.challenge(tenant.mfaPolicy().orElseThrow())));
        }
    }
}
