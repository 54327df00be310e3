package dev.gatehouse.authorize;

import static dev.gatehouse.authorize.Routes.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShadowsTest {
    private static final Requirement VIEWER = Requirement.anyOf(Role.VIEWER);
    private static final Requirement ANALYST = Requirement.anyOf(Role.ANALYST);
    private static final Requirement ADMIN = Requirement.anyOf(Role.ADMIN);

    private final List<Rule> rules = new ArrayList<>();

    private ShadowsTest then(String pattern, Requirement allow, String... methods) {
        rules.add(
                Rule.own(
                        new RuleId(Integer.toString(rules.size())),
                        PathPattern.of(pattern),
                        Set.of(methods),
                        allow));
        return this;
    }

    /** In short: {@code 1 after 0}, or {@code 0 weakened by 1 for POST}. */
    private List<String> found(boolean everybodyViews) {
        return Shadows.among(rules, everybodyViews).stream().map(ShadowsTest::shortly).toList();
    }

    private List<String> found() {
        return found(false);
    }

    private static String shortly(Shadow shadow) {
        return switch (shadow) {
            case Shadow.NeverDecides(Rule rule, List<Rule> by) ->
                    rule.id()
                            + " after "
                            + String.join(" ", by.stream().map(it -> it.id().value()).toList());
            case Shadow.Weakened(Rule rule, Rule by, List<String> methods) ->
                    rule.id() + " weakened by " + by.id() + " for " + String.join(" ", methods);
        };
    }

    @Test
    void aRuleBehindABroaderOneNeverDecides() {
        assertThat(then("/a/**", VIEWER).then("/a/b", ADMIN).found()).containsExactly("1 after 0");
        rules.clear();
        assertThat(then("/*/b", VIEWER).then("/A/b", ADMIN, "GET").found())
                .containsExactly("1 after 0");
    }

    @Test
    void severalRulesMayShadowOneTogether() {
        then("/a", VIEWER).then("/a/*", VIEWER).then("/a/*/*/**", VIEWER).then("/a/**", VIEWER);
        assertThat(found()).containsExactly("3 after 0 1 2");
    }

    @Test
    void rulesForEachMethodMayShadowOneForAll() {
        then("/a", ADMIN, "GET", "POST", "OPTIONS").then("/a", ADMIN, "PUT", "PATCH", "DELETE");
        assertThat(then("/a", VIEWER).found()).containsExactly("2 after 0 1");
    }

    @Test
    void aRuleThatDecidesAboutOnePathOrMethodIsNotShadowed() {
        assertThat(then("/a/b", VIEWER).then("/a/*", VIEWER).found()).isEmpty();
        assertThat(then("/a/*/c", VIEWER).then("/a/**", VIEWER).found()).isEmpty();
        assertThat(then("/d", VIEWER, "GET").then("/d", VIEWER, "GET", "POST").found()).isEmpty();
    }

    @Test
    void whatNeverDecidesIsNeverAnAnswer() {
        then("/a", VIEWER).then("/a/*", VIEWER).then("/a/*/*/**", VIEWER).then("/a/**", VIEWER);
        var policy = Policy.of(rules);
        for (String asked : List.of("/a", "/a/x", "/a/x/y", "/a/x/y/z", "/a/x/y/z/1/2/3")) {
            var rule = policy.match(new Route("GET", path(asked))).orElseThrow();
            assertThat(rule.id().value()).as(asked).isNotEqualTo("3");
        }
    }

    @Test
    void aReadMayAskMoreThanAChangeOfTheSamePath() {
        assertThat(then("/a/**", VIEWER, "GET").then("/**", Requirement.SIGNED_IN).found())
                .containsExactly("0 weakened by 1 for DELETE PATCH POST PUT");
    }

    @Test
    void aChangeMayBeForgottenAmongOthers() {
        then("/a", ADMIN, "PATCH", "POST", "PUT").then("/**", VIEWER);
        assertThat(found()).containsExactly("0 weakened by 1 for DELETE");
    }

    @Test
    void askingMoreForChangesIsMeant() {
        assertThat(then("/a", ADMIN, "DELETE").then("/**", VIEWER).found()).isEmpty();
        rules.clear();
        then("/a", ADMIN, "POST", "PUT", "PATCH", "DELETE").then("/a", VIEWER);
        assertThat(found()).isEmpty();
    }

    @Test
    void aLaterRuleThatAsksAsMuchOrMoreOrElseWeakensNothing() {
        assertThat(then("/a", VIEWER, "GET").then("/**", ADMIN).found()).isEmpty();
        rules.clear();
        assertThat(then("/b", ADMIN, "GET").then("/**", ADMIN).found()).isEmpty();
        rules.clear();
        assertThat(then("/a", ANALYST, "GET").then("/**", Requirement.anyOf(Role.PM)).found())
                .isEmpty();
        rules.clear();
        assertThat(then("/a", Requirement.ANONYMOUS, "GET").then("/**", VIEWER).found()).isEmpty();
    }

    @Test
    void aRuleThatNamesMethodsForTheSamePathsIsMeant() {
        then("/a/**", VIEWER, "GET").then("/a/hook", Requirement.ANONYMOUS, "POST");
        assertThat(found()).isEmpty();
        rules.clear();
        assertThat(then("/a", VIEWER, "GET").then("/a", Requirement.ANONYMOUS, "POST").found())
                .isEmpty();
    }

    @Test
    void aRuleInBetweenMayTakeWhatTheLastOneWouldLetThrough() {
        then("/a", VIEWER, "GET").then("/a/**", ADMIN).then("/**", Requirement.ANONYMOUS);
        assertThat(found()).isEmpty();
    }

    @Test
    void aRoleThatEverybodyHoldsIsNoRequirement() {
        then("/a", VIEWER, "GET").then("/**", Requirement.SIGNED_IN);
        assertThat(found(true)).isEmpty();
        rules.clear();
        then("/a", ANALYST, "GET").then("/**", VIEWER);
        assertThat(found(true)).containsExactly("0 weakened by 1 for DELETE PATCH POST PUT");
    }

    @Test
    void groupsScopesAndObjectsCountAndTenantsAloneDoNot() {
        for (String kind : List.of("groups", "scopes", "oids", "tenants")) {
            rules.clear();
            then("/a", asking(kind), "GET").then("/**", Requirement.SIGNED_IN);
            assertThat(found()).as(kind).hasSize(kind.equals("tenants") ? 0 : 1);
        }
    }

    private static Requirement asking(String kind) {
        var id = "c0000000-0000-4000-8000-000000000001";
        return switch (kind) {
            case "groups" ->
                    new Requirement(
                            false, false, Set.of(), Set.of(), Set.of(id), Set.of(), Set.of());
            case "scopes" ->
                    new Requirement(
                            false, false, Set.of(), Set.of("s"), Set.of(), Set.of(), Set.of());
            case "oids" ->
                    new Requirement(
                            false,
                            false,
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(dev.gatehouse.kernel.ObjectId.parse(id).orElseThrow()),
                            Set.of());
            default ->
                    new Requirement(
                            false,
                            false,
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(dev.gatehouse.kernel.TenantId.parse(id).orElseThrow()));
        };
    }
}
