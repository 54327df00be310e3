package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;

/** Redeems refresh tokens, RFC 6749 section 6: for any API that has consent. */
final class RefreshGrant {
    private final World world;
    private final RefreshTokens tokens;
    private final Policy policy;
    private final TokenAnswers answers;

    RefreshGrant(World world, RefreshTokens tokens, Policy policy, TokenAnswers answers) {
        this.world = world;
        this.tokens = tokens;
        this.policy = policy;
        this.answers = answers;
    }

    /**
     * New tokens, a refresh token among them.
     *
     * @throws Refused 900144, 70000, 70008, 50173 or that of the scope
     */
    TokenAnswers.Answer redeem(TokenEndpoint.Asked asked) {
        RefreshTokens.Issued token =
                tokens.find(asked.need("refresh_token"))
                        .filter(
                                found ->
                                        found.grant()
                                                .client()
                                                .equals(asked.client().app().clientId()))
                        .filter(found -> asked.authority().admits(found.grant().person().tenant()))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.invalidGrant(
                                                        70000,
                                                        "Provided grant is invalid or malformed.")));
        if (tokens.expired(token)) {
            throw new Refused(
                    Aadsts.invalidGrant(
                            70008,
                            "The provided authorization code or refresh token has expired due to"
                                    + " inactivity. Send a new interactive authorization request for"
                                    + " this user and resource."));
        }
        Person person =
                world.person(token.grant().person().id())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.invalidGrant(
                                                        50173,
                                                        "The provided grant has expired due to it"
                                                                + " being revoked.")));
        Tenant tenant = world.tenant(person.tenant()).orElseThrow();
        String text = asked.optional("scope").orElse(token.scope());
        ScopeRequest scope =
                ScopeRequest.first(world, tenant.name(), text + " offline_access openid profile");
        policy.check(person, asked.client().app(), scope, token.grant().mfa());
        Grant grant =
                new Grant(
                        person,
                        token.grant().client(),
                        token.grant().mfa(),
                        token.grant().session(),
                        "");
        return answers.forPerson(
                grant, asked.client().proof(), scope, asked.capable(), asked.wantsClientInfo());
    }
}
