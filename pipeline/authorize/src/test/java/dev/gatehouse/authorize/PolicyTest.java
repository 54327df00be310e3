package dev.gatehouse.authorize;

import static dev.gatehouse.authorize.Routes.get;
import static dev.gatehouse.authorize.Routes.path;
import static dev.gatehouse.authorize.Routes.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
    @Test
    void emptyPolicyAdmitsNothing() {
        var decision = Policy.of(List.of()).decide(Optional.empty(), get("/"));
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(((Decision.Deny) decision).why().code()).isEqualTo(RefusalCode.NO_ROUTE);
        assertThat(decision.rule()).isEqualTo(RuleId.NONE);
    }

    @Test
    void earlierWildcardBeatsLaterLiteral() {
        assertThat(firstOf("/a/b", "/**", "/a/b")).isEqualTo("/**");
        assertThat(firstOf("/a/b", "/*/b", "/a/b")).isEqualTo("/*/b");
        assertThat(firstOf("/a/b", "/a/b", "/*/b")).isEqualTo("/a/b");
        assertThat(firstOf("/a/b/c", "/a/b/d", "/a/*/c", "/a/**")).isEqualTo("/a/*/c");
        assertThat(firstOf("/a/x", "/b/**", "/a/**", "/**")).isEqualTo("/a/**");
    }

    @Test
    void methodIsPartOfTheMatch() {
        var policy = Policy.of(List.of(rule("/a", "GET"), rule("/a", "POST"), rule("/a")));
        assertThat(name(policy, "GET", "/a")).isEqualTo("/aGET");
        assertThat(name(policy, "POST", "/a")).isEqualTo("/aPOST");
        assertThat(name(policy, "DELETE", "/a")).isEqualTo("/a");
    }

    @Test
    void headIsReadLikeGet() {
        var policy = Policy.of(List.of(rule("/a", "GET"), rule("/**")));
        assertThat(name(policy, "HEAD", "/a")).isEqualTo("/aGET");
    }

    @Test
    void methodInOtherLettersDoesNotSlipPastARule() {
        var policy = Policy.of(List.of(rule("/a", "DELETE"), rule("/**")));
        assertThat(name(policy, "delete", "/a")).isEqualTo("/aDELETE");
    }

    @Test
    void findsEachOfAThousandRules() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 1_000; i++) {
            rules.add(rule("/api/v1/things" + i + "/**"));
        }
        var policy = Policy.of(rules);
        for (int i = 0; i < 1_000; i++) {
            assertThat(policy.match(get("/api/V1/Things" + i + "/x")))
                    .containsSame(policy.rules().get(i));
        }
        assertThat(policy.match(get("/api/v1/things1000"))).isEmpty();
    }

    @Test
    void twoRulesOfOneNameAreRefused() {
        assertThatThrownBy(() -> Policy.of(List.of(rule("/a"), rule("/a"))))
                .hasMessageContaining("/a");
    }

    @Test
    void explanationNamesSkippedRulesAndAllThatIsLacking() {
        var wanted =
                new Requirement(
                        false,
                        false,
                        Set.of(Role.PM),
                        Set.of("s"),
                        Set.of("g"),
                        Set.of(),
                        Set.of());
        var decisive = Rule.own(new RuleId("last"), PathPattern.of("/a/**"), Set.of(), wanted);
        var policy = Policy.of(List.of(rule("/b"), rule("/a/*", "POST"), decisive, rule("/**")));
        var caller = Callers.user().roles(Role.VIEWER).overage().principal();
        var explanation = policy.explain(Optional.of(caller), get("/a/1"));
        assertThat(explanation.decisive()).contains(decisive);
        assertThat(explanation.skipped())
                .containsExactly(
                        new Explanation.Skipped(new RuleId("/b"), "/b", Explanation.Why.OTHER_PATH),
                        new Explanation.Skipped(
                                new RuleId("/a/*POST"), "/a/*", Explanation.Why.OTHER_METHOD));
        assertThat(explanation.lacking())
                .containsExactly(
                        new Lack(Lack.Kind.ROLE, List.of("Admin", "PM")),
                        new Lack(Lack.Kind.SCOPE, List.of("s")),
                        new Lack(Lack.Kind.GROUPS_KNOWN, List.of("g")));
        assertThat(explanation.caller().orElseThrow().roles()).containsExactly(Role.VIEWER);
        assertThat(explanation.caller().orElseThrow().groupsKnown()).isFalse();
        assertThat(explanation.decision())
                .isEqualTo(policy.decide(Optional.of(caller), get("/a/1")));
    }

    @Test
    void explanationOfNoRuleListsAllRules() {
        var explanation =
                Policy.of(List.of(rule("/a"), rule("/b"))).explain(Optional.empty(), get("/c"));
        assertThat(explanation.decisive()).isEmpty();
        assertThat(explanation.skipped()).hasSize(2);
        assertThat(explanation.lacking()).isEmpty();
    }

    @Test
    void explainsThatAnotherMethodIsMeantHere() {
        var policy = Policy.of(List.of(rule("/a", "GET"), rule("/a", "PUT"), rule("/b")));
        assertThat(refusal(policy, "DELETE", "/a").code())
                .isEqualTo(RefusalCode.METHOD_NOT_ALLOWED);
        assertThat(refusal(policy, "DELETE", "/a").extras())
                .containsEntry("allow", "GET, HEAD, PUT");
        assertThat(refusal(policy, "BREW", "/b").code()).isEqualTo(RefusalCode.METHOD_NOT_ALLOWED);
        assertThat(refusal(policy, "GET", "/c").code()).isEqualTo(RefusalCode.NO_ROUTE);
    }

    private static Refusal refusal(Policy policy, String method, String path) {
        var explained = policy.explain(Optional.empty(), new Route(method, path(path)));
        return ((Decision.Deny) explained.decision()).why();
    }

    @Test
    void onlySegmentsThatMatchLiterallyCanBeStripped() {
        assertThat(stripping(1).strip()).isEqualTo(1);
        assertThatThrownBy(() -> stripping(2)).hasMessageContaining("stripped");
    }

    @Test
    void fallbackHoldsForTheListedMethodsAlone() {
        var rule = stripping(0);
        assertThat(rule.mayFallBack("GET")).isTrue();
        assertThat(rule.mayFallBack("POST")).isFalse();
    }

    @Test
    void methodsAreWrittenInUpperCase() {
        assertThatThrownBy(() -> rule("/a", "get")).hasMessageContaining("upper case");
    }

    private static Rule stripping(int segments) {
        return new Rule(
                new RuleId("graph"),
                PathPattern.of("/graph/**"),
                Set.of(),
                Requirement.SIGNED_IN,
                "graph",
                ActAs.USER,
                Set.of("GET"),
                segments);
    }

    private static String firstOf(String path, String... patterns) {
        var rules = new ArrayList<Rule>();
        for (String pattern : patterns) {
            rules.add(rule(pattern));
        }
        return name(Policy.of(rules), "GET", path);
    }

    private static String name(Policy policy, String method, String path) {
        return policy.match(new Route(method, path(path))).orElseThrow().id().value();
    }
}
