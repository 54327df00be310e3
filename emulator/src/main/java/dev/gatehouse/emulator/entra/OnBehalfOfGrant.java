package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A middle tier's token for the person who called it. See Microsoft's "OAuth 2.0 On-Behalf-Of
 * flow".
 */
final class OnBehalfOfGrant {
    private final World world;
    private final AccessTokens tokens;
    private final Policy policy;
    private final TokenAnswers answers;

    OnBehalfOfGrant(World world, AccessTokens tokens, Policy policy, TokenAnswers answers) {
        this.world = world;
        this.tokens = tokens;
        this.policy = policy;
        this.answers = answers;
    }

    /**
     * The token.
     *
     * @throws Refused 9001023, 900144, 7000218, 50013, 500133, 7000114, or that of scope, consent
     *     or Conditional Access
     */
    TokenAnswers.Answer redeem(TokenEndpoint.Asked asked) {
        AppRegistration app = asked.client().app();
        if (asked.authority().name().equals("common")
                || asked.authority().name().equals("consumers")) {
            throw new Refused(notOverCommon());
        }
        if (asked.client().proof().equals("0")) {
            throw new Refused(
                    Aadsts.invalidClient(
                                    7000218,
                                    "The request body must contain the following parameter:"
                                            + " 'client_assertion' or 'client_secret'.")
                            .withPage());
        }
        String assertion = asked.need("assertion");
        if (!asked.need("requested_token_use").equals("on_behalf_of")) {
            throw new Refused(
                    Aadsts.invalidRequest(
                            90014, "The value of 'requested_token_use' is not supported."));
        }
        String text = asked.need("scope");
        TokenClaims claims = trusted(app, assertion, asked.authority());
        Person person = person(app, claims);
        Tenant tenant = world.tenant(person.tenant()).orElseThrow();
        ScopeRequest scope = ScopeRequest.one(world, tenant.name(), text);
        boolean mfa = claims.list("amr").contains("mfa");
        policy.check(person, app, scope, mfa);
        String session = claims.text("sid").orElseGet(() -> UUID.randomUUID().toString());
        Grant grant = new Grant(person, app.clientId(), mfa, session, "");
        return answers.forPerson(
                grant, asked.client().proof(), scope, asked.capable(), asked.wantsClientInfo());
    }

    static Aadsts notOverCommon() {
        return Aadsts.invalidRequest(
                9001023,
                "The grant type is not supported over the /common or /consumers endpoints. Please"
                        + " use the /organizations or tenant-specific endpoint.");
    }

    /** The claims of an assertion that is ours, in time, for this application and this tenant. */
    private TokenClaims trusted(AppRegistration app, String assertion, Authority authority) {
        Map<String, Object> payload =
                tokens.claims(assertion)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.badAssertion(
                                                        "The key was not found, or the token is"
                                                                + " malformed.")));
        TokenClaims claims = new TokenClaims(payload);
        Instant now = world.clock().instant();
        List<String> names =
                List.of(
                        app.clientId().toString(),
                        app.idUris().isEmpty()
                                ? app.clientId().toString()
                                : app.idUris().getFirst());
        if (claims.text("aud").filter(names::contains).isEmpty()) {
            throw new Refused(
                    Aadsts.badAssertion("The audience does not match the calling application."));
        }
        if (claims.uuid("tid").filter(authority::admits).isEmpty()) {
            throw new Refused(Aadsts.badAssertion("The token is of another tenant."));
        }
        Optional<Instant> end = claims.instant("exp");
        if (end.isEmpty()
                || !now.isBefore(end.get())
                || claims.instant("nbf").filter(now::isBefore).isPresent()) {
            throw new Refused(
                    Aadsts.invalidGrant(
                                    500133,
                                    "Assertion is not within its valid time range. Ensure that the"
                                            + " access token is not expired before using it for user"
                                            + " assertion, or request a new token. Current time: "
                                            + now
                                            + ", expiry time of assertion "
                                            + end.map(Instant::toString).orElse("")
                                            + ".")
                            .withPage());
        }
        return claims;
    }

    private Person person(AppRegistration app, TokenClaims claims) {
        if (claims.text("scp").isEmpty()) {
            boolean appOnly =
                    claims.text("idtyp").filter("app"::equals).isPresent()
                            || claims.text("sub").equals(claims.text("oid"));
            throw new Refused(
                    appOnly
                            ? Aadsts.invalidGrant(
                                    7000114,
                                    "Application '"
                                            + app.clientId()
                                            + "' is not allowed to make application on-behalf-of"
                                            + " calls.")
                            : Aadsts.badAssertion("The token is not an access token."));
        }
        return claims.uuid("oid")
                .flatMap(world::person)
                .orElseThrow(() -> new Refused(Aadsts.badAssertion("The user does not exist.")));
    }
}
