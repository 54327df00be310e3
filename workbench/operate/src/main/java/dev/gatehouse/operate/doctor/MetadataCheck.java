package dev.gatehouse.operate.doctor;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the tenant exists, and its metadata names the issuer that tokens are held to.
 *
 * @param issuer the authority that v2.0 issuers must begin with
 * @param tenant id or domain
 */
public record MetadataCheck(Authority entra, URI issuer, String tenant) implements Check {
    @Override
    public CheckId id() {
        return CheckId.METADATA;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.AUTHORITY);
    }

    @Override
    public List<Finding> examine() {
        String published = entra.metadata(tenant).issuer();
        if (published.isEmpty()) {
            return List.of(
                    Finding.fail(
                            id(),
                            "Entra knows no tenant " + tenant + ".",
                            Advice.of(
                                            "Set entra.tenant to your tenant's id or domain, and"
                                                    + " entra.cloud to the cloud that it is in.")
                                    .run("az account show --query tenantId --output tsv")));
        }
        boolean ours =
                published.startsWith(issuer + "/")
                        && published.endsWith("/v2.0")
                        && (isDomain()
                                || published
                                        .toLowerCase(Locale.ROOT)
                                        .contains(tenant.toLowerCase(Locale.ROOT)));
        return List.of(
                ours
                        ? Finding.ok(id(), "The issuer is " + published + ".")
                        : Finding.fail(
                                id(),
                                "The metadata names another issuer: " + published + ".",
                                Advice.of(
                                        "Tokens of that issuer are refused. Set entra.cloud.authority"
                                                + " to the issuer's origin.")));
    }

    private boolean isDomain() {
        return tenant.contains(".");
    }
}
