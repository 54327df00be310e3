package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.World;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid authorization request.
 *
 * @param mode {@code query}, {@code fragment} or {@code form_post}
 * @param prompt empty, or one of the known words
 * @param scopeText as sent
 * @param challenge PKCE's; empty if there is none
 */
record AuthorizeRequest(
        Authority authority,
        AppRegistration app,
        String redirect,
        String mode,
        Optional<String> state,
        String prompt,
        String hint,
        ScopeRequest scope,
        String scopeText,
        String challenge,
        boolean plain,
        String nonce,
        ClaimsRequest claims) {
    private static final Set<String> PROMPTS =
            Set.of("", "login", "none", "consent", "select_account");
    private static final Set<String> MODES = Set.of("query", "fragment", "form_post");

    /** Where an answer may go: known before all else is checked. */
    record Destination(
            Authority authority,
            AppRegistration app,
            String redirect,
            String mode,
            Optional<String> state) {}

    /**
     * Client and redirect URI.
     *
     * @throws Refused if either is not known, so that the answer must be a page
     */
    static Destination destination(World world, String tenant, Map<String, String> fields) {
        Authority authority = Authority.of(world, tenant);
        String client = need(fields, "client_id");
        AppRegistration app = ClientAuthentication.app(world, client, authority);
        String redirect = fields.getOrDefault("redirect_uri", "");
        if (redirect.isEmpty() && app.redirects().size() == 1) {
            redirect = app.redirects().getFirst();
        }
        if (!Redirects.registered(app, redirect)) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            50011,
                            "The redirect URI '"
                                    + redirect
                                    + "' specified in the request does not match the redirect URIs"
                                    + " configured for the application '"
                                    + client
                                    + "'. Make sure the redirect URI sent in the request matches one"
                                    + " added to your application in the Azure portal."));
        }
        String mode = fields.getOrDefault("response_mode", "query").toLowerCase(Locale.ROOT);
        return new Destination(
                authority,
                app,
                redirect,
                MODES.contains(mode) ? mode : "query",
                Optional.ofNullable(fields.get("state")));
    }

    /**
     * The rest.
     *
     * @throws Refused with an error for the redirect URI
     */
    static AuthorizeRequest of(World world, Destination to, Map<String, String> fields) {
        String type = need(fields, "response_type");
        if (!type.equals("code")) {
            throw new Refused(
                    Aadsts.of(
                            700054,
                            "unsupported_response_type",
                            "response_type '" + type + "' is not enabled for the application."));
        }
        String mode = fields.getOrDefault("response_mode", "query").toLowerCase(Locale.ROOT);
        if (!MODES.contains(mode)) {
            throw invalid("response_mode");
        }
        String prompt = fields.getOrDefault("prompt", "");
        if (!PROMPTS.contains(prompt)) {
            throw invalid("prompt");
        }
        String challenge = fields.getOrDefault("code_challenge", "");
        String method = fields.getOrDefault("code_challenge_method", "plain");
        if (!challenge.isEmpty()) {
            if (!method.equals("S256") && !method.equals("plain")) {
                throw invalid("code_challenge_method");
            }
            if (challenge.length() < 43 || challenge.length() > 128) {
                throw invalid("code_challenge");
            }
        } else if (to.app().spa().contains(to.redirect())) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            9002325,
                            "Proof Key for Code Exchange is required for cross-origin authorization"
                                    + " code redemption."));
        }
        String scope = fields.get("scope");
        if (scope == null && fields.containsKey("resource")) {
            scope = fields.get("resource") + "/.default openid profile offline_access";
        }
        if (scope == null) {
            throw new Refused(Aadsts.missing("scope"));
        }
        return new AuthorizeRequest(
                to.authority(),
                to.app(),
                to.redirect(),
                mode,
                to.state(),
                prompt,
                fields.getOrDefault("login_hint", ""),
                ScopeRequest.first(world, to.authority().directory(), scope),
                scope,
                challenge,
                method.equals("plain"),
                fields.getOrDefault("nonce", ""),
                ClaimsRequest.of(fields.getOrDefault("claims", "")));
    }

    private static String need(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Refused(Aadsts.missing(name)));
    }

    private static Refused invalid(String name) {
        return new Refused(
                Aadsts.invalidRequest(90014, "The value of '" + name + "' is not supported."));
    }
}
