package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Entra takes the registration's credential: a token is really asked for.
 *
 * @param kind of the configured credential; empty if there is none
 */
public record CredentialCheck(
        Authority entra, String tenant, ClientId registration, Scope scope, Optional<String> kind)
        implements Check {
    @Override
    public CheckId id() {
        return CheckId.CREDENTIAL;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.METADATA, CheckId.CERTIFICATE);
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                kind.map(this::tried)
                        .orElseGet(
                                () ->
                                        switch (triedWithoutOne()) {
                                            case Finding.Ok ok -> ok;
                                            case Finding.Warn _, Finding.Fail _, Finding.Fixed _ ->
                                                    nobodySignsIn();
                                        }));
    }

    private Finding tried(String how) {
        return switch (entra.clientToken(tenant, scope)) {
            case Exchange.Issued _ -> Finding.ok(id(), "Entra accepts it (" + how + ").");
            case Exchange.Refused(var why) ->
                    new ClientErrors(registration).explain(id(), tenant, why);
        };
    }

    /** Where none is configured, the host's own managed identity stands in, if there is one. */
    private Finding triedWithoutOne() {
        try {
            return tried("the system-assigned managed identity");
        } catch (IdentityProviderUnavailable noIdentity) {
            return nobodySignsIn();
        }
    }

    private Finding nobodySignsIn() {
        return Finding.warn(
                id(),
                "There is no credential that Entra takes, so nobody can sign in by browser; bearer"
                        + " tokens work.",
                Advice.of("Set entra.credential, or let setup do it.")
                        .run("gatehouse setup --apply"));
    }
}
