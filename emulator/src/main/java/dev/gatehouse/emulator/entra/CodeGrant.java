package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Redeems authorization codes, RFC 6749 section 4.1.3 and RFC 7636 section 4.6. */
final class CodeGrant {
    private final World world;
    private final AuthorizationCodes codes;
    private final Policy policy;
    private final TokenAnswers answers;

    CodeGrant(World world, AuthorizationCodes codes, Policy policy, TokenAnswers answers) {
        this.world = world;
        this.codes = codes;
        this.policy = policy;
        this.answers = answers;
    }

    /**
     * The tokens for a code.
     *
     * @throws Refused 900144, 70000, 70008, 54005, 500112, 501481, 9002326, 9002327 or that of the
     *     scope
     */
    TokenAnswers.Answer redeem(TokenEndpoint.Asked asked) {
        String name = asked.need("code");
        AppRegistration app = asked.client().app();
        if (app.spa().isEmpty()) {
            crossOrigin(asked, false);
        }
        AuthorizationCodes.Issued code =
                codes.find(name).orElseThrow(() -> malformed("The code is unknown."));
        Grant grant = code.grant();
        if (!grant.client().equals(app.clientId())
                || !asked.authority().admits(grant.person().tenant())) {
            throw malformed("The code was issued to another client or tenant.");
        }
        if (code.redeemed().get()) {
            throw alreadyRedeemed();
        }
        if (codes.expired(code)) {
            throw new Refused(
                    Aadsts.invalidGrant(
                            70008,
                            "The provided authorization code or refresh token has expired due to"
                                    + " inactivity. Send a new interactive authorization request for"
                                    + " this user and resource."));
        }
        if (!code.redirect().equals(asked.need("redirect_uri"))) {
            throw new Refused(
                    Aadsts.invalidClient(
                            500112,
                            "The reply address does not match the reply address provided when"
                                    + " requesting Authorization code."));
        }
        crossOrigin(asked, app.spa().contains(code.redirect()));
        pkce(code, asked.optional("code_verifier"));
        ScopeRequest scope = scope(asked, code);
        policy.check(grant.person(), app, scope, grant.mfa());
        if (!code.redeem()) {
            throw alreadyRedeemed();
        }
        return answers.forPerson(
                grant,
                asked.client().proof(),
                scope,
                asked.capable() || code.capable(),
                asked.wantsClientInfo());
    }

    private ScopeRequest scope(TokenEndpoint.Asked asked, AuthorizationCodes.Issued code) {
        String directory = asked.authority().directory();
        return asked.optional("scope")
                .map(text -> ScopeRequest.one(world, directory, text))
                .orElseGet(() -> ScopeRequest.first(world, directory, code.scope()));
    }

    private static void crossOrigin(TokenEndpoint.Asked asked, boolean singlePage) {
        Optional<String> origin = asked.request().header("origin");
        if (origin.isPresent() && !singlePage) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            9002326,
                            "Cross-origin token redemption is permitted only for the 'Single-Page"
                                    + " Application' client-type."));
        }
        if (origin.isEmpty() && singlePage) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            9002327,
                            "Tokens issued for the 'Single-Page Application' client-type may only be"
                                    + " redeemed via cross-origin requests."));
        }
    }

    private static void pkce(AuthorizationCodes.Issued code, Optional<String> verifier) {
        boolean proven =
                code.challenge().isEmpty()
                        ? verifier.isEmpty()
                        : verifier.map(text -> code.plain() ? text : sha256(text))
                                .filter(code.challenge()::equals)
                                .isPresent();
        if (!proven) {
            throw new Refused(
                    Aadsts.invalidGrant(
                            501481,
                            "The Code_Verifier does not match the code_challenge supplied in the"
                                    + " authorization request."));
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Refused malformed(String why) {
        return new Refused(
                Aadsts.invalidGrant(70000, "Provided grant is invalid or malformed. " + why));
    }

    private static Refused alreadyRedeemed() {
        return new Refused(
                Aadsts.invalidGrant(
                        54005,
                        "OAuth2 Authorization code was already redeemed, please retry with a new"
                                + " valid code or use an existing refresh token."));
    }
}
