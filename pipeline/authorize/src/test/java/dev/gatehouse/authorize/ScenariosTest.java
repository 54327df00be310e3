package dev.gatehouse.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.kernel.Decision;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Route;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The policy's cases, one a file: {@code scenarios/<rule>/<case>.yaml}. */
class ScenariosTest {
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    record Scenario(Given given, When when, Then then) {}

    record Given(List<Line> rules) {}

    record Line(String path, @Nullable Set<String> methods, Allow allow) {}

    record Allow(
            boolean anonymous,
            boolean signedIn,
            @Nullable Set<String> roles,
            @Nullable Set<String> scopes,
            @Nullable Set<String> groups,
            @Nullable Set<String> oids,
            @Nullable Set<String> tenants) {}

    record When(String request, @Nullable Caller caller) {}

    record Caller(
            @Nullable Boolean application,
            @Nullable String tenant,
            @Nullable String oid,
            @Nullable Set<String> roles,
            @Nullable Set<String> scopes,
            @Nullable Set<String> groups,
            boolean overage) {}

    record Then(
            String decision,
            String rule,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Map<String, String> extras) {}

    @TestFactory
    List<DynamicTest> scenarios() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(getClass().getResource("/scenarios")).toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> cases = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
            assertThat(cases).isNotEmpty();
            return cases.stream()
                    .map(f -> DynamicTest.dynamicTest(root.relativize(f).toString(), () -> run(f)))
                    .toList();
        }
    }

    private static void run(Path file) throws IOException {
        var scenario = YAML.readValue(file.toFile(), Scenario.class);
        var rules = new ArrayList<Rule>();
        for (Line line : scenario.given().rules()) {
            rules.add(
                    Rule.own(
                            new RuleId("routes[" + rules.size() + "]"),
                            PathPattern.of(line.path()),
                            or(line.methods()),
                            requirement(line.allow())));
        }
        String[] request = scenario.when().request().split(" ");
        var route = new Route(request[0], Routes.path(request[1]));
        Decision decision =
                Policy.of(rules)
                        .decide(
                                Optional.ofNullable(scenario.when().caller())
                                        .map(ScenariosTest::principal),
                                route);
        compare(decision, scenario.then());
    }

    private static void compare(Decision decision, Then then) {
        assertThat(decision.rule().value()).isEqualTo(then.rule());
        switch (decision) {
            case Decision.Allow _ -> assertThat(then.decision()).isEqualTo("allow");
            case Decision.Deny(RuleId _, Refusal why) -> {
                assertThat(then.decision()).isEqualTo("deny");
                assertThat(why.code().wire()).isEqualTo(then.code());
                if (then.detail() != null) {
                    assertThat(why.detail()).isEqualTo(then.detail());
                }
                assertThat(why.extras())
                        .isEqualTo(then.extras() == null ? Map.of() : then.extras());
            }
        }
    }

    private static Requirement requirement(Allow allow) {
        return new Requirement(
                allow.anonymous(),
                allow.signedIn(),
                roles(or(allow.roles())),
                or(allow.scopes()),
                or(allow.groups()),
                or(allow.oids()).stream()
                        .map(t -> ObjectId.parse(t).orElseThrow())
                        .collect(Collectors.toSet()),
                or(allow.tenants()).stream()
                        .map(t -> TenantId.parse(t).orElseThrow())
                        .collect(Collectors.toSet()));
    }

    private static Principal principal(Caller caller) {
        Callers base =
                Callers.of(
                        Boolean.TRUE.equals(caller.application())
                                ? Principal.Kind.APPLICATION
                                : Principal.Kind.USER,
                        Optional.ofNullable(caller.tenant())
                                .flatMap(TenantId::parse)
                                .orElse(Callers.CONTOSO),
                        Optional.ofNullable(caller.oid())
                                .flatMap(ObjectId::parse)
                                .orElse(Callers.ANN));
        base =
                base.roles(roles(or(caller.roles())).toArray(Role[]::new))
                        .scopes(or(caller.scopes()).toArray(String[]::new))
                        .groups(or(caller.groups()).toArray(String[]::new));
        return caller.overage() ? base.overage().principal() : base.principal();
    }

    private static Set<Role> roles(Set<String> labels) {
        return labels.stream()
                .map(
                        label ->
                                Stream.of(Role.values())
                                        .filter(role -> role.label().equals(label))
                                        .findFirst()
                                        .orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Set<String> or(@Nullable Set<String> set) {
        return set == null ? Set.of() : set;
    }
}
