package dev.gatehouse.server.http;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a browser that asked for a page gets instead of a refusal in JSON: the sign-in page where
 * signing in helps (C13), else a page that says what is wrong.
 */
public final class SignInRedirect {
    private SignInRedirect() {}

    /**
     * The redirect or the page; {@code answer} itself for programs.
     *
     * @param pathAndQuery where to come back to
     */
    public static Answer orElse(
            Answer answer, Refusal why, boolean navigation, String pathAndQuery, String requestId) {
        if (!navigation) {
            return answer;
        }
        if (why.challenge().isPresent()) {
            String claims = ClaimsParameter.write(why.challenge().get());
            return Answer.redirect(
                            "/auth/login?error=mfa_required&claims="
                                    + claims
                                    + "&returnTo="
                                    + encoded(pathAndQuery))
                    .refusedWith(why.code().wire());
        }
        if (!helps(why.code())) {
            return RefusalPage.of(answer, why, requestId);
        }
        String target = "/auth/login?returnTo=" + encoded(pathAndQuery);
        if (why.code() == RefusalCode.SESSION_EXPIRED) {
            target += "&error=session_expired";
        }
        return Answer.redirect(target).refusedWith(why.code().wire());
    }

    private static boolean helps(RefusalCode code) {
        return code == RefusalCode.AUTHENTICATION_REQUIRED || code == RefusalCode.SESSION_EXPIRED;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
