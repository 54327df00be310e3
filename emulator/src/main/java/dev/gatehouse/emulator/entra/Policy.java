package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Consent;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.UUID;

/** Consent and Conditional Access: may this client get this API's token for this person now? */
final class Policy {
    private final World world;

    Policy(World world) {
        this.world = world;
    }

    /** Whether nobody need consent any more for {@code client} to call {@code api}. */
    boolean consented(UUID tenant, AppRegistration client, AppRegistration api) {
        return client.firstParty()
                || client.clientId().equals(api.clientId())
                || api.preauthorized().contains(client.clientId())
                || world.consented(new Consent(tenant, client.clientId(), api.clientId()));
    }

    /** Whether the tenant's policy demands a second factor for an API: all of Microsoft's. */
    boolean demandsSecondFactor(Tenant tenant, AppRegistration api) {
        return tenant.mfaPolicy().isPresent() && api.firstParty();
    }

    /**
     * Lets a delegated token pass, or not.
     *
     * @throws Refused 500011, 65001 or 50076
     */
    void check(Tenant tenant, AppRegistration client, ScopeRequest scope, boolean mfa) {
        if (world.servicePrincipal(scope.api().clientId(), tenant.id()).isEmpty()) {
            throw new Refused(ScopeRequest.unknownResource(scope.audience(), tenant.name()));
        }
        if (scope.openidOnly()) {
            return;
        }
        if (!consented(tenant.id(), client, scope.api())) {
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
