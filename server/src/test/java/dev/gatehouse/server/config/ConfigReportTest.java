package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigReportTest {
    private static final String YAML =
            """
            session: {idle: 5m}
            upstreams: {app: {url: http://a.example, scope: x/.default}}
            routes:
            - {path: /public/**, methods: [GET], allow: {anonymous: true}, to: app}
            - {path: /**, allow: {roles: [PM, Analyst], tenants: [%s]}, to: app}
            """
                    .formatted(Loading.CONTOSO);

    private final ConfigReport report =
            Loading.withCredential(YAML)
                    .variable("GATEHOUSE_LISTEN_PORT", "9000")
                    .set("downstream.mode=obo-with-fallback")
                    .ok()
                    .report();

    @Test
    void everyValueNamesItsSource() {
        assertThat(report.entries())
                .contains(
                        entry("session.idle", "5m", new Origin.File("gatehouse.yaml", 2)),
                        entry("session.absolute", "10h", new Origin.Default()),
                        entry(
                                "listen.port",
                                "9000",
                                new Origin.Environment("GATEHOUSE_LISTEN_PORT")),
                        entry("downstream.mode", "obo-with-fallback", new Origin.CommandLine()),
                        entry("upstreams.app.deadline", "30s", new Origin.Default()));
    }

    @Test
    void everyKeyAppearsOnce() {
        assertThat(report.entries()).extracting(ConfigReport.Entry::key).doesNotHaveDuplicates();
    }

    /** Their keys have defaults only once the section is there. */
    private static final Pattern OPTIONAL =
            Pattern.compile("^(entra\\.cloud|authz\\.entry-gate)\\.");

    @Test
    void everyDefaultAppears() {
        var keys = report.entries().stream().map(ConfigReport.Entry::key).toList();
        for (Key key : Keys.all()) {
            boolean fixed = !key.path().contains("*") && !key.path().contains("[");
            if (fixed && key.initial().isPresent() && !OPTIONAL.matcher(key.path()).find()) {
                assertThat(keys).contains(key.path());
            }
        }
    }

    @Test
    void secretIsShownByItsSourceAlone() {
        assertThat(report.render()).contains("entra.credential.secret").doesNotContain("s3cr3t");
    }

    @Test
    void rulesAreShownInOrder() {
        assertThat(report.render())
                .containsSubsequence(
                        "routes[0]",
                        "GET",
                        "/public/**",
                        "anonymous",
                        "to app",
                        "as none",
                        "routes[1]",
                        "any method",
                        "/**",
                        "roles [Analyst PM], tenants [" + Loading.CONTOSO + "]",
                        "as user-else-platform",
                        "fallback GET HEAD");
    }

    @Test
    void warningsAreShown() {
        assertThat(report.render()).contains("Warnings\n  upstreams.app.url: is plain http");
    }

    @Test
    void saysThatNothingIsProxied() {
        assertThat(Loading.with("").ok().report().render()).contains("none: nothing is proxied");
    }

    private static ConfigReport.Entry entry(String key, String shown, Origin origin) {
        return new ConfigReport.Entry(key, shown, origin);
    }
}
