package dev.gatehouse.authenticate.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.testkit.TestClock;
import dev.gatehouse.testkit.TestTokens;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that pass, and who they say is calling. */
final class TokenValidatorTest {
    private static final TokenConfig CONFIG =
            TokenConfig.of(TestTokens.GATEHOUSE, Tenants.only(TestTokens.CONTOSO));
    private static final TokenConfig TWO_TENANTS =
            TokenConfig.of(
                    TestTokens.GATEHOUSE,
                    new Tenants(
                            TestTokens.CONTOSO,
                            Set.of(TestTokens.CONTOSO, TestTokens.FABRIKAM),
                            false));

    private final TestClock clock = TestClock.standing();

    @Test
    void acceptsAVersion2TokenOfAPerson() {
        Principal ada = principal(TestTokens.valid());

        assertThat(ada)
                .isEqualTo(
                        new Principal(
                                TestTokens.CONTOSO,
                                TestTokens.ADA,
                                Principal.Kind.USER,
                                TestTokens.AZURE_CLI,
                                "Ada",
                                "ada@contoso.com",
                                Set.of(Role.VIEWER),
                                Set.of("access_as_user", "user_impersonation"),
                                Groups.NONE,
                                false));
    }

    @Test
    void acceptsAVersion1TokenOfThePersonAlike() {
        assertThat(principal(TestTokens.v1())).isEqualTo(principal(TestTokens.valid()));
    }

    @Test
    void acceptsAVersion1TokenForTheAppIdUriWithATrailingSlash() {
        assertThat(principal(TestTokens.v1().audience("api://" + TestTokens.GATEHOUSE + "/")))
                .isNotNull();
    }

    @Test
    void keepsTheTokenAsTheAssertionAndItsEnd() {
        String text = TestTokens.valid().claim("sid", "entra-session").sign();
        VerifiedToken token = valid(validator(CONFIG).validate(text));

        assertThat(token.assertion().value()).isEqualTo(text);
        assertThat(token.expiresAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofHours(1)));
        assertThat(token.sessionId()).hasValue("entra-session");
        assertThat(token.toString()).doesNotContain(text).doesNotContain("entra-session");
    }

    @Test
    void readsAProgramWithItsRole() {
        Principal daemon = principal(TestTokens.appOnly());

        assertThat(daemon.kind()).isEqualTo(Principal.Kind.APPLICATION);
        assertThat(daemon.roles()).containsExactly(Role.VIEWER);
        assertThat(daemon.scopes()).isEmpty();
    }

    @Test
    void readsAProgramByItsIdtypToo() {
        TestTokens token = TestTokens.appOnly().claim("idtyp", "app").claim("sub", "other");

        assertThat(principal(token).kind()).isEqualTo(Principal.Kind.APPLICATION);
    }

    @ParameterizedTest
    @CsvSource({
        "Admin,ADMIN",
        "admin,ADMIN",
        "Analyst,ANALYST",
        "analyst,ANALYST",
        "PM,PM",
        "pm,PM",
        "Manager,PM",
        "manager,PM",
        "Viewer,VIEWER",
        "viewer,VIEWER"
    })
    void mapsAppRolesByTheirExactSpelling(String appRole, Role role) {
        assertThat(principal(TestTokens.valid().claim("roles", List.of(appRole))).roles())
                .containsExactly(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "aDmin", "Owner", "Admin "})
    void ignoresUnknownAppRoles(String appRole) {
        assertThat(principal(TestTokens.valid().claim("roles", List.of(appRole))).roles())
                .containsExactly(Role.VIEWER);
    }

    @Test
    void mapsAppRolesThatTheConfigurationNames() {
        var roles = new RoleMapping(Map.of("Gatehouse.Lead", Role.PM), Optional.empty());
        TestTokens token = TestTokens.valid().claim("roles", List.of("Gatehouse.Lead"));

        assertThat(principal(token, with(roles)).roles()).containsExactly(Role.PM);
    }

    @Test
    void forgetsTheUsualSpellingsWhereTheConfigurationNamesOthers() {
        var roles = new RoleMapping(Map.of("Gatehouse.Lead", Role.PM), Optional.empty());
        TestTokens token = TestTokens.valid().claim("roles", List.of("Admin"));

        assertThat(principal(token, with(roles)).roles()).isEmpty();
    }

    @Test
    void givesNoRoleWhereTheDefaultIsNone() {
        var roles = new RoleMapping(Map.of(), Optional.empty());

        assertThat(principal(TestTokens.valid(), with(roles)).roles()).isEmpty();
    }

    @Test
    void countsAdminFromTheHomeTenantOnly() {
        TestTokens gus =
                TestTokens.valid()
                        .tenant(TestTokens.FABRIKAM)
                        .claim("roles", List.of("Admin", "Analyst"));

        assertThat(principal(gus, TWO_TENANTS).roles()).containsExactly(Role.ANALYST);
    }

    @Test
    void givesAForeignAdminTheDefaultRole() {
        TestTokens gus =
                TestTokens.valid().tenant(TestTokens.FABRIKAM).claim("roles", List.of("Admin"));

        assertThat(principal(gus, TWO_TENANTS).roles()).containsExactly(Role.VIEWER);
    }

    @Test
    void acceptsAnyTenantWhereAnyConsentedTenantMayCome() {
        TokenConfig any =
                TokenConfig.of(
                        TestTokens.GATEHOUSE, new Tenants(TestTokens.CONTOSO, Set.of(), true));

        assertThat(principal(TestTokens.valid().tenant(TestTokens.WOODGROVE), any).tenant())
                .isEqualTo(TestTokens.WOODGROVE);
    }

    @Test
    void listsGroupsInLowerCase() {
        String id = "AA000000-0000-4000-8000-000000000001";

        assertThat(principal(TestTokens.valid().claim("groups", List.of(id))).groups())
                .isEqualTo(new Groups.Listed(Set.of("aa000000-0000-4000-8000-000000000001")));
    }

    @Test
    void tellsAnOverageOfGroupsFromNoGroups() {
        var names = Map.of("groups", "src1");

        assertThat(principal(TestTokens.valid().claim("_claim_names", names)).groups())
                .isEqualTo(new Groups.Overage());
        assertThat(principal(TestTokens.valid().claim("hasgroups", true)).groups())
                .isEqualTo(new Groups.Overage());
        assertThat(principal(TestTokens.valid().claim("_claim_names", Map.of())).groups())
                .isEqualTo(Groups.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp1", "CP1"})
    void knowsAClientThatAnswersChallenges(String capability) {
        assertThat(principal(TestTokens.valid().claim("xms_cc", List.of(capability))))
                .matches(Principal::answersChallenges);
    }

    @Test
    void acceptsAListedClientOnly() {
        TokenConfig listed = withClients(Set.of(TestTokens.AZURE_CLI));

        assertThat(principal(TestTokens.valid(), listed)).isNotNull();
    }

    @Test
    void addsTheSkewToBothEndsInTheCallersFavour() {
        clock.set(TestTokens.NOW.plus(Duration.ofHours(1)).plusSeconds(59));
        assertThat(validator(CONFIG).validate(TestTokens.valid().sign()))
                .isInstanceOf(Validation.Valid.class);

        clock.set(TestTokens.NOW.minus(Duration.ofMinutes(5)).minusSeconds(60));
        assertThat(validator(CONFIG).validate(TestTokens.valid().sign()))
                .isInstanceOf(Validation.Valid.class);
    }

    @Test
    void verifiesWithTheProviderItWasGiven() {
        var provider = Optional.ofNullable(Security.getProvider("SunRsaSign"));
        var validator = new TokenValidator(new FakeKeys(), CONFIG, clock, provider);

        assertThat(provider).isPresent();
        assertThat(validator.validate(TestTokens.valid().sign()))
                .isInstanceOf(Validation.Valid.class);
    }

    @Test
    void acceptsAnIdTokenOfThisSignIn() {
        var outcome =
                validator(CONFIG).validateIdToken(TestTokens.idToken("nonce").sign(), "nonce");

        assertThat(outcome).isInstanceOf(IdTokenValidation.Valid.class);
        if (outcome instanceof IdTokenValidation.Valid(VerifiedIdToken token)) {
            assertThat(token.tenant()).isEqualTo(TestTokens.CONTOSO);
            assertThat(token.object()).isEqualTo(TestTokens.ADA);
            assertThat(token.sessionId()).isPresent();
        }
    }

    private TokenValidator validator(TokenConfig config) {
        return new TokenValidator(new FakeKeys(), config, clock);
    }

    private Principal principal(TestTokens token) {
        return principal(token, CONFIG);
    }

    private Principal principal(TestTokens token, TokenConfig config) {
        return valid(validator(config).validate(token.sign())).principal();
    }

    private static VerifiedToken valid(Validation validation) {
        return switch (validation) {
            case Validation.Valid(VerifiedToken token) -> token;
            case Validation.Invalid invalid -> throw new AssertionError(invalid.toString());
        };
    }

    private static TokenConfig with(RoleMapping roles) {
        return new TokenConfig(
                CONFIG.client(),
                CONFIG.audiences(),
                CONFIG.tenants(),
                CONFIG.issuers(),
                CONFIG.acceptedScopes(),
                CONFIG.allowedClients(),
                CONFIG.clockSkew(),
                roles);
    }

    private static TokenConfig withClients(Set<dev.gatehouse.kernel.ClientId> clients) {
        return new TokenConfig(
                CONFIG.client(),
                CONFIG.audiences(),
                CONFIG.tenants(),
                CONFIG.issuers(),
                CONFIG.acceptedScopes(),
                clients,
                CONFIG.clockSkew(),
                CONFIG.roles());
    }
}
