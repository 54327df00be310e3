package dev.gatehouse.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.RequestPath.Normalized;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyPropertiesTest {
    /** The tree must find what reading the rules from top to bottom finds. */
    @Property
    void treeFindsTheFirstRuleThatCovers(
            @ForAll("rules") List<Rule> rules, @ForAll("routes") Route route) {
        var numbered = new ArrayList<Rule>();
        for (Rule rule : rules) {
            var id = new RuleId("routes[" + numbered.size() + "]");
            numbered.add(Rule.own(id, rule.path(), rule.methods(), rule.allow()));
        }
        Optional<Rule> first =
                numbered.stream()
                        .filter(r -> r.path().matches(route.path()) && r.covers(route.method()))
                        .findFirst();
        assertThat(Policy.of(numbered).match(route)).isEqualTo(first);
    }

    /** Letter case, a last slash and escapes never choose another rule. */
    @Property
    void spellingDoesNotChooseTheRule(
            @ForAll("rules") List<Rule> rules, @ForAll("routes") Route route) {
        var policy = Policy.of(rules.stream().distinct().toList());
        var spelled = new StringBuilder();
        for (char c : route.path().value().toCharArray()) {
            spelled.append(c == '$' ? "%24" : String.valueOf(Character.toUpperCase(c)));
        }
        RequestPath other = Routes.path(spelled + "/");
        assertThat(policy.match(new Route(route.method(), other))).isEqualTo(policy.match(route));
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "C", "$x", "*", "*");
        Arbitrary<String> pattern =
                Combinators.combine(segment.list().ofMaxSize(4), Arbitraries.of("", "", "/**"))
                        .as((list, end) -> join(list) + end)
                        .map(text -> text.isEmpty() ? "/" : text);
        Arbitrary<Set<String>> methods = Arbitraries.of("GET", "POST", "DELETE").set().ofMaxSize(2);
        return Combinators.combine(pattern, methods)
                .as((path, of) -> Routes.rule(path, of.toArray(String[]::new)))
                .list()
                .uniqueElements(Rule::id)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Route> routes() {
        Arbitrary<RequestPath> path =
                Arbitraries.of("a", "A", "b", "c", "d", "$x")
                        .list()
                        .ofMaxSize(5)
                        .map(
                                list ->
                                        ((Normalized)
                                                        RequestPath.normalize(
                                                                "/" + String.join("/", list)))
                                                .path());
        return Combinators.combine(Arbitraries.of("GET", "HEAD", "POST", "PUT"), path)
                .as(Route::new);
    }

    private static String join(List<String> segments) {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }
}
