package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/**
 * Who issued a token, as far as its claims say: tenant, version and issuer agree and the tenant is
 * allowed.
 *
 * @param issuer the {@code iss} claim
 * @param v2Issuer what {@code iss} would be in a v2.0 token of the same tenant
 */
record Origin(TenantId tenant, TokenVersion version, String issuer, String v2Issuer) {
    private static final String TENANT_TEMPLATE = "{tenantid}";

    /** What became of reading. */
    sealed interface Reading {}

    record Known(Origin origin) implements Reading {}

    record Unknown(TokenFault fault) implements Reading {}

    static Reading read(Claims claims, TokenConfig config) {
        String tid = claims.text("tid").orElse("");
        Optional<TenantId> tenant = TenantId.parse(tid);
        if (tenant.isEmpty()) {
            return new Unknown(TokenFault.TENANT);
        }
        Optional<TokenVersion> version = version(claims.text("ver").orElse(""));
        if (version.isEmpty()) {
            return new Unknown(TokenFault.VERSION);
        }
        String expected = config.issuers().of(version.get(), tid);
        if (!expected.equals(claims.text("iss").orElse(""))) {
            return new Unknown(TokenFault.ISSUER);
        }
        if (!config.tenants().admits(tenant.get())) {
            return new Unknown(TokenFault.WRONG_TENANT);
        }
        String v2Issuer = config.issuers().of(TokenVersion.V2, tid);
        return new Known(new Origin(tenant.get(), version.get(), expected, v2Issuer));
    }

    /**
     * Whether a key of {@code keyIssuer} may sign for this origin. A template stands for the
     * token's own tenant. Keys carry the v2.0 issuer even where they sign v1.0 tokens.
     */
    boolean isOf(String keyIssuer) {
        String named = keyIssuer.replace(TENANT_TEMPLATE, tenant.toString());
        return named.equalsIgnoreCase(issuer) || named.equalsIgnoreCase(v2Issuer);
    }

    private static Optional<TokenVersion> version(String ver) {
        return switch (ver) {
            case "1.0" -> Optional.of(TokenVersion.V1);
            case "2.0" -> Optional.of(TokenVersion.V2);
            default -> Optional.empty();
        };
    }
}
