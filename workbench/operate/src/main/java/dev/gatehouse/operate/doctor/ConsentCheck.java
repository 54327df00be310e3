package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the registration has what on-behalf-of needs: a scope that clients ask for, consent to
 * act on Azure Resource Manager, and the managed identity as federated credential where that stands
 * in for a secret.
 *
 * @param exchanges whether the mode exchanges tokens at all
 * @param scopes of which one must be exposed
 * @param federated the identity that must be trusted; empty where there is a secret
 * @param arm what tokens for Azure Resource Manager are asked for
 */
public record ConsentCheck(
        Registration graph,
        boolean exchanges,
        ClientId registration,
        Set<String> scopes,
        Optional<PlatformCredential> federated,
        Scope arm)
        implements Check {
    private static final String ARM_PERMISSION = "user_impersonation";
    private static final String ARM = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

    public ConsentCheck {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public CheckId id() {
        return CheckId.CONSENT;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.CREDENTIAL, CheckId.GRAPH);
    }

    @Override
    public List<Finding> examine() {
        if (!exchanges) {
            return List.of(Finding.ok(id(), "Not needed: this mode exchanges no token."));
        }
        return switch (graph.read()) {
            case Registration.Read.Found found -> judged(found);
            case Registration.Read.Unreadable(var why) ->
                    List.of(
                            Finding.ok(
                                    id(),
                                    "The credential works. Scope and consent were not read ("
                                            + why
                                            + "); each sign-in proves them."));
        };
    }

    private List<Finding> judged(Registration.Read.Found found) {
        var rows = new ArrayList<Finding>();
        rows.add(scope(found).about("Exposed scope"));
        rows.add(consent(found).about("Consent for Azure"));
        federated
                .flatMap(it -> TokenClaims.of(it.token(arm)))
                .flatMap(TokenClaims::object)
                .ifPresent(
                        it -> rows.add(trust(found, it.toString()).about("Federated credential")));
        return rows;
    }

    private Finding scope(Registration.Read.Found found) {
        return scopes.stream().anyMatch(found.scopes()::contains)
                ? Finding.ok(id(), "One of " + sorted(scopes) + " is exposed.")
                : Finding.fail(
                        id(),
                        "None of " + sorted(scopes) + " is exposed; no client can get a token.",
                        Advice.of("Let setup expose it.").run("gatehouse setup --apply"));
    }

    private Finding consent(Registration.Read.Found found) {
        return found.granted().contains(ARM_PERMISSION)
                ? Finding.ok(id(), "The tenant consented to " + ARM_PERMISSION + " on Azure.")
                : Finding.fail(
                        id(),
                        "AADSTS65001 would answer: nobody consented for the tenant to "
                                + ARM_PERMISSION
                                + " on Azure Resource Manager.",
                        Advice.of("An administrator grants it once for the tenant.")
                                .run(
                                        "az ad app permission grant --id "
                                                + registration
                                                + " --api "
                                                + ARM
                                                + " --scope "
                                                + ARM_PERMISSION));
    }

    private Finding trust(Registration.Read.Found found, String subject) {
        return found.federated().stream().anyMatch(subject::equalsIgnoreCase)
                ? Finding.ok(id(), "The registration trusts the managed identity " + subject + ".")
                : Finding.fail(
                        id(),
                        "The registration does not trust the managed identity " + subject + ".",
                        Advice.of("Let setup write the federated credential.")
                                .run("gatehouse setup --apply --with-federated-credential"));
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
