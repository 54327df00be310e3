package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code serve --check} says about rules that get in each other's way. */
class RuleWarningsTest {
    private static final String READS_ALONE =
            "- {path: /a/**, methods: [GET], allow: {roles: [Viewer]}, to: app}\n";
    private static final String EVERYTHING = "- {path: /**, allow: {signed-in: true}, to: app}\n";

    private static Loading routes(String routes) {
        return Loading.with("upstreams: {app: {url: https://a.example}}\nroutes:\n" + routes);
    }

    @Test
    void aRuleThatNeverDecides() {
        String routes =
                """
                - {path: /a/**, allow: {signed-in: true}, to: app}
                - {path: /a/b, allow: {roles: [Admin]}, to: app}
                """;
        assertThat(routes(routes).warnings())
                .containsExactly(
                        "routes[1]: /a/b is never decided by this rule: routes[0] (/a/**) comes"
                                + " first and takes all of it; put routes[1] above, or remove it");
    }

    @Test
    void aRuleThatSeveralOthersShadowTogether() {
        String routes =
                """
                - {path: /a, allow: {signed-in: true}, to: app}
                - {path: /a/*/**, allow: {signed-in: true}, to: app}
                - {path: /a/**, allow: {roles: [Admin]}, to: app}
                """;
        assertThat(routes(routes).warnings())
                .containsExactly(
                        "routes[2]: /a/** is never decided by this rule: routes[0] (/a) and"
                                + " routes[1] (/a/*/**) come first and take all of it; put"
                                + " routes[2] above, or remove it");
    }

    @Test
    void aRuleThatALaterOneWeakens() {
        assertThat(routes(READS_ALONE + EVERYTHING).set("authz.default-role=none").warnings())
                .containsExactly(
                        "routes[0]: /a/** asks more for GET than routes[1] (/**) asks for DELETE,"
                                + " PATCH, POST, PUT there; leave out its methods, or write a rule"
                                + " for DELETE, PATCH, POST, PUT on /a/** above routes[1]");
    }

    @Test
    void noRuleIsWeakenedWhereEverybodyIsAViewer() {
        assertThat(routes(READS_ALONE + EVERYTHING).warnings()).isEqualTo(List.of());
    }

    @Test
    void theyAreShownWithTheRules() {
        assertThat(
                        routes(READS_ALONE + EVERYTHING)
                                .set("authz.default-role=none")
                                .ok()
                                .report()
                                .render())
                .contains("Warnings\n  routes[0]: /a/** asks more for GET");
    }
}
