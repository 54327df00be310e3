package dev.gatehouse.operate.setup;

/**
 * A managed identity that vouches for the registration instead of a secret (Microsoft: "Configure
 * an application to trust a managed identity").
 *
 * @param identity its client id, object id or Azure resource id
 * @param issuer of the identity's tokens; compared with regard to letter case
 * @param audience what its tokens are asked for
 */
public record Trusted(String identity, String issuer, String audience) {
    public Trusted {
        if (identity.isBlank()) {
            throw new IllegalArgumentException("the identity has no name");
        }
    }

    /** Whether the identity is named by the address of its Azure resource. */
    boolean byResource() {
        return identity.startsWith("/");
    }
}
