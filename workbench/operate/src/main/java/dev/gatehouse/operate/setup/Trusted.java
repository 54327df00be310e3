package dev.gatehouse.operate.setup;

import java.util.regex.Pattern;

/**
 * A managed identity that vouches for the registration instead of a secret (Microsoft: "Configure
 * an application to trust a managed identity").
 *
 * @param identity its client id, object id or Azure resource id
 * @param issuer of the identity's tokens; compared with regard to letter case
 * @param audience what its tokens are asked for
 */
public record Trusted(String identity, String issuer, String audience) {
    private static final Pattern ID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern RESOURCE =
            Pattern.compile(
                    "(?i)/subscriptions/[^/]+/resourceGroups/[^/]+/providers"
                            + "/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+");

    public Trusted {
        if (!ID.matcher(identity).matches() && !RESOURCE.matcher(identity).matches()) {
            throw new IllegalArgumentException(
                    "A managed identity is named by its client id (a UUID) or its resource id"
                            + " (/subscriptions/…/resourceGroups/…/providers"
                            + "/Microsoft.ManagedIdentity/userAssignedIdentities/…).");
        }
    }

    /** Whether the identity is named by the address of its Azure resource. */
    boolean byResource() {
        return identity.startsWith("/");
    }
}
