package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where on this site a person signs in again. */
final class SignInLink {
    private static final String PAGE = "/auth/login/start?tenant=";

    private SignInLink() {}

    /**
     * The link, where a new sign-in in the browser is what helps. More proof can be given there
     * alone, so whoever comes with a token gets that link too.
     */
    static Optional<String> of(Degraded why, Acting acting, TenantId tenant) {
        boolean helps =
                why == DegradedReason.AUTH_WRONG_TENANT
                        || why == DegradedReason.TOKEN_EXPIRED
                        || why == DegradedReason.UNAUTHORIZED;
        boolean browser = helps && acting == Acting.BROWSER;
        boolean person = acting == Acting.BROWSER || acting == Acting.TOKEN;
        return browser || (person && why == DegradedReason.MFA_REQUIRED)
                ? Optional.of(PAGE + tenant)
                : Optional.empty();
    }

    /** The same with the claims that the sign-in has to satisfy, in base64url. */
    static String with(ClaimsChallenge claims, TenantId tenant) {
        byte[] json = claims.json().getBytes(StandardCharsets.UTF_8);
        return PAGE
                + tenant
                + "&claims="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }
}
