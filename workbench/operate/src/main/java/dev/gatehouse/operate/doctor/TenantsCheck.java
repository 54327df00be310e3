package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.ShellWord;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the application is present in each admitted tenant. What its administrator consented to
 * beyond that, only that tenant's directory knows.
 *
 * @param listed ids of the tenants beside the home tenant
 * @param anyConsented whether every other tenant that consents is admitted too
 * @param acts whether Gatehouse acts on Azure for users, which takes consent to more than sign-in
 */
public record TenantsCheck(
        Authority entra,
        URI browserAuthority,
        Set<String> listed,
        boolean anyConsented,
        ClientId registration,
        Scope scope,
        boolean acts)
        implements Check {
    /**
     * No service principal there: as Entra has long said it, and as it says it to client
     * credentials of a multi-tenant application.
     */
    private static final Set<Integer> NOT_IN_TENANT = Set.of(700016, 7000229);

    public TenantsCheck {
        listed = Set.copyOf(listed);
    }

    @Override
    public CheckId id() {
        return CheckId.TENANTS;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.CREDENTIAL);
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        for (String tenant : listed.stream().sorted().toList()) {
            Finding one =
                    switch (entra.clientToken(tenant, scope)) {
                        case Exchange.Issued _ -> here();
                        case Exchange.Refused(var why) -> refused(tenant, why);
                    };
            found.add(one.about("Tenant " + tenant));
        }
        if (found.isEmpty() || anyConsented) {
            found.add(
                    Finding.ok(
                            id(),
                            anyConsented
                                    ? "Every tenant that consents is admitted."
                                    : "The home tenant alone is admitted."));
        }
        return found;
    }

    private Finding refused(String tenant, GrantRefusal why) {
        if (!NOT_IN_TENANT.contains(why.aadsts())
                && why.kind() != GrantRefusal.Kind.CONSENT_REQUIRED) {
            return new ClientErrors(registration).explain(id(), tenant, why);
        }
        return Finding.fail(
                id(),
                "AADSTS"
                        + why.aadsts()
                        + ": the application is not there. Nobody of that tenant has consented to"
                        + " it, so nobody of it can sign in.",
                consent(tenant));
    }

    /** A token for the application says that it is there, not what it may do for users. */
    private Finding here() {
        String there = "The application's service principal is there";
        return Finding.ok(
                id(),
                acts
                        ? there
                                + ". That does not tell whether the tenant"
                                + " consented to Azure for its users."
                        : there + ".");
    }

    private Advice consent(String tenant) {
        String page = browserAuthority + "/" + tenant + "/adminconsent?client_id=" + registration;
        return Advice.of(
                        "An administrator of that tenant opens the page that the command opens, and"
                                + " consents.")
                .run("xdg-open " + ShellWord.quoted(page));
    }
}
