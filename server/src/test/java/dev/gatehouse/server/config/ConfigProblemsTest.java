package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    private static final String ROUTE = "routes: [{path: /a/**, allow: {signed-in: true}, to: a";
    private static final String UPSTREAM = "upstreams: {a: {url: https://a, scope: s/.default}}\n";

    /** One {@code --set}, the key of the problem, and words of its message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entra.tenant=no_domain | entra.tenant | UUID",
                "entra.tenant=common | entra.tenant | domain",
                "entra.tenant=../x | entra.tenant | domain",
                "entra.tenant=[a] | entra.tenant | a list",
                "entra.client=portal | entra.client | UUID",
                "entra.client=00000000-0000-0000-0000-000000000000 | entra.client | not all zero",
                "entra.credential={secret: a, workload: b} | entra.credential | one kind",
                "entra.credential=abc | entra.credential | a mapping",
                "entra.credential.secret=env:NOT_SET | entra.credential.secret | not set",
                "entra.credential.secret=file:/none | entra.credential.secret | cannot be read",
                "entra.credential.secret={} | entra.credential.secret | a mapping",
                "entra.credential.certificate=/none | entra.credential.certificate | can be read",
                "entra.credential.managed-identity=yes | entra.credential.managed-identity | true",
                "entra.credential.workload=true | entra.credential.workload | AZURE_FEDERATED_TOKEN_FILE",
                "entra.tenants=[] | entra.tenants | nobody",
                "entra.tenants=[any] | entra.tenants | any-consented",
                "entra.tenants=home | entra.tenants | a list",
                "entra.cloud=mars | entra.cloud | usgov",
                "entra.cloud={arm: https://a, graph: https://g} | entra.cloud.authority | nothing",
                "entra.cloud={authority: http://a, arm: https://a, graph: https://g} | entra.cloud.authority | https origin",
                "entra.cloud={authority: https://a/b, arm: https://a, graph: https://g} | entra.cloud.authority | https origin",
                "downstream.mode=obo | downstream.mode | without a credential",
                "downstream.mode=obo-with-fallback | downstream.mode | without a credential",
                "downstream.mode=on | downstream.mode | managed-identity",
                "downstream.managed-identity=system | downstream.managed-identity | UUID",
                "authz.default-role=admin | authz.default-role | viewer, none",
                "authz.roles={x: Owner} | authz.roles.x | Analyst",
                "authz.groups={x: y} | authz.groups.x | UUID",
                "authz.entry-gate={} | authz.entry-gate.subscription | nothing",
                "authz.entry-gate={subscription: prod, resource-group: rg} | authz.entry-gate.subscription | UUID",
                "authz.entry-gate={resource-group: rg.} | authz.entry-gate.resource-group | no dot",
                "authz.entry-gate={on-error: ignore} | authz.entry-gate.on-error | closed, open",
                "auth.scopes=[] | auth.scopes | at least one",
                "auth.audiences=[] | auth.audiences | at least one",
                "auth.audiences=['a b'] | auth.audiences | an audience",
                "auth.clients=[az] | auth.clients | UUID",
                "auth.clock-leeway=301s | auth.clock-leeway | PT5M",
                "auth.clock-leeway=60 | auth.clock-leeway | duration",
                "auth.clock-leeway=-1s | auth.clock-leeway | duration",
                "upstreams={A: {url: http://a}} | upstreams.A | lower-case",
                "upstreams={a: {}} | upstreams.a.url | nothing",
                "upstreams={a: {url: /x}} | upstreams.a.url | absolute",
                "upstreams={a: {url: 'ftp://a'}} | upstreams.a.url | absolute",
                "upstreams={a: {url: 'http://u:p@a'}} | upstreams.a.url | user information",
                "upstreams={a: {url: 'http://a?x'}} | upstreams.a.url | query",
                "upstreams={a: {url: http://a, scope: 'x y'}} | upstreams.a.scope | one scope",
                "upstreams={a: {url: http://a, deadline: 0s}} | upstreams.a.deadline | from",
                "upstreams={a: {url: http://a, easy-auth: maybe}} | upstreams.a.easy-auth | true or false",
                "upstreams=[a] | upstreams | a mapping",
                "workbench=true | workbench | a mapping",
                "workbench.path=console | workbench.path | a path",
                "workbench.path=/a/../b | workbench.path | a path",
                "listen.host=example.com | listen.host | IP address",
                "listen.host=0.0.0.0 | listen.public-url | nothing",
                "listen.port=65536 | listen.port | a port",
                "listen.public-url=http://example.com | listen.public-url | https",
                "listen.public-url=https://example.com/x | listen.public-url | origin",
                "listen.trusted-proxies=[proxy] | listen.trusted-proxies | range",
                "listen.trusted-proxies=[10.0.0.0/33] | listen.trusted-proxies | range",
                "listen.tls.cert=/none | listen.tls.key | both",
                "session.idle=11h | session.idle | session.absolute",
                "session.idle=1s | session.idle | from",
                "session.absolute=31d | session.absolute | to",
                "limits.headers=2MiB | limits.headers | bytes",
                "limits.body=lots | limits.body | a size",
                "limits.request-deadline=2h | limits.request-deadline | from",
                "limits.idle=0s | limits.idle | from",
                "limits.operation=30s | limits.operation | from",
                "audit.reads=none | audit.reads | summary",
                "audit.retention.age=1h | audit.retention.age | from",
                "audit.retention.size=1KiB | audit.retention.size | from",
                "listen.prot=1 | listen.prot | did you mean listen.port?",
                "port=1 | port | elsewhere there is listen.port",
                "auth.mode=poc | auth.mode | scopes, clients",
                "entra.credential.key-vault=x | entra.credential.key-vault | unknown key",
                "store.redis=x | store.redis | embedded",
                "nonsense=1 | nonsense | entra, downstream"
            })
    void refuses(String set, String key, String words) {
        assertThat(Loading.with("").set(set).problems())
                .anyMatch(p -> p.startsWith(key + " (--set)") || p.startsWith(key + ":"))
                .anyMatch(p -> p.contains(words));
    }

    /** The rest of a route, the key of the problem, and words of its message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "obo | , as: platform | routes[0].as | never widens",
                "obo | , as: user-else-platform | routes[0].as | never widens",
                "managed-identity | , as: user | routes[0].as | never widens",
                "managed-identity | , as: user-else-platform | routes[0].as | never widens",
                "obo | , as: me | routes[0].as | user-else-platform",
                "obo | , fallback: [GET] | routes[0].fallback | user-else-platform",
                "obo-with-fallback | , as: user, fallback: [GET] | routes[0].fallback | as: user",
                "obo-with-fallback | , fallback: [G T] | routes[0].fallback | did you mean GET?",
                "obo | , methods: [GETT] | routes[0].methods | did you mean GET?",
                "obo | , methods: [PROPFIND] | routes[0].methods | allowed: DELETE, GET, HEAD",
                "obo | , methods: [] | routes[0].methods | leave out",
                "obo | , methods: GET | routes[0].methods | a list",
                "obo | , strip: /b | routes[0].strip | literal beginning",
                "obo | , strip: /a/ | routes[0].strip | literal beginning",
                "obo | , strip: /a/** | routes[0].strip | literal beginning",
                "obo | , strips: /a | routes[0].strips | routes[0].strip?",
            })
    void refusesInARoute(String mode, String rest, String key, String words) {
        assertThat(
                        Loading.withCredential(UPSTREAM + ROUTE + rest.strip() + "}]")
                                .set("downstream.mode=" + mode)
                                .problems())
                .singleElement()
                .asString()
                .startsWith(key)
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: a, allow: {signed-in: true}, to: a} | routes[0].path | begin with a slash",
                "{path: /a*, allow: {signed-in: true}, to: a} | routes[0].path | whole segment",
                "{path: /%61, allow: {signed-in: true}, to: a} | routes[0].path | write the path as /a",
                "{path: /../a, allow: {signed-in: true}, to: a} | routes[0].path | above the root",
                "{allow: {signed-in: true}, to: a} | routes[0].path | nothing",
                "{path: /a, to: a} | routes[0].allow | anonymous: true",
                "{path: /a, allow: , to: a} | routes[0].allow | nothing",
                "{path: /a, allow: {}, to: a} | routes[0].allow | admits nobody",
                "{path: /a, allow: {signed-in: false}, to: a} | routes[0].allow | admits nobody",
                "{path: /a, allow: {roles: []}, to: a} | routes[0].allow.roles | at least one",
                "{path: /a, allow: {signed-in: true, oids: []}, to: a} | routes[0].allow.oids | at least one",
                "{path: /a, allow: {anonymous: true, roles: [PM]}, to: a} | routes[0].allow | excludes",
                "{path: /a, allow: {roles: [Boss]}, to: a} | routes[0].allow.roles | Analyst",
                "{path: /a, allow: {groups: [finance]}, to: a} | routes[0].allow.groups | authz.groups",
                "{path: /a, allow: {oids: [ada]}, to: a} | routes[0].allow.oids | UUID",
                "{path: /a, allow: {tenants: [home]}, to: a} | routes[0].allow.tenants | UUID",
                "{path: /a, allow: {signedin: true}, to: a} | routes[0].allow.signedin | signed-in?",
                "{path: /a, allow: everyone, to: a} | routes[0].allow | a mapping",
                "{path: /a, allow: {signed-in: true}, to: b} | routes[0].to | one of the upstreams",
                "{path: /a, allow: {signed-in: true}} | routes[0].to | nothing",
                "{path: /a, allow: {anonymous: true}, to: a, as: user} | routes[0].as | anonymous",
                "orders | routes[0] | a mapping"
            })
    void refusesTheRoute(String route, String key, String words) {
        assertThat(Loading.withCredential(UPSTREAM + "routes:\n- " + route + "\n").problems())
                .anyMatch(p -> p.startsWith(key) && p.contains(words));
    }

    @Test
    void upstreamForUsersNeedsAScope() {
        assertThat(
                        Loading.withCredential(
                                        "upstreams: {a: {url: http://a}}\n"
                                                + ROUTE
                                                + ", as: user}]")
                                .problems())
                .singleElement()
                .asString()
                .startsWith("routes[0].as")
                .contains("upstreams.a.scope");
    }

    @Test
    void platformNeedsTheDefaultScope() {
        assertThat(
                        Loading.with(
                                        "upstreams: {a: {url: https://a, scope: api/read}}\n"
                                                + ROUTE
                                                + "}]")
                                .problems())
                .singleElement()
                .asString()
                .contains("/.default");
    }

    @Test
    void missingRegistrationNamesItsVariables() {
        assertThat(Loading.exactly("").problems())
                .containsExactly(
                        "entra.tenant: found nothing; allowed: the home tenant's id (UUID) or one of"
                                + " its verified domains (environment: AZURE_TENANT_ID)",
                        "entra.client: found nothing; allowed: a client id (UUID, not all zero)"
                                + " (environment: AZURE_AD_CLIENT_ID)");
    }

    @Test
    void allProblemsComeTogetherWithTheirLines() {
        String yaml = Loading.ENTRA + "listen:\n  port: x\nsession:\n  idle: y\naudti: {}\n";
        var faulty = (Loaded.Faulty) Loading.exactly(yaml).load();
        assertThat(Problem.message(faulty.problems()))
                .startsWith("The configuration has 3 problems:\n")
                .contains(
                        "  audti (gatehouse.yaml:6): found an unknown key; did you mean"
                                + " audit?\n",
                        "  listen.port (gatehouse.yaml:3): found \"x\"; allowed: a port, or 0 for a"
                                + " free one\n",
                        "  session.idle (gatehouse.yaml:5): found \"y\"; allowed: a duration");
    }

    @Test
    void twoKindsOfCredentialFromTwoSourcesAreRefused() {
        assertThat(
                        Loading.withCredential("")
                                .set("entra.credential.managed-identity=true")
                                .problems())
                .singleElement()
                .asString()
                .contains("secret and managed-identity");
    }

    @Test
    void misplacedSecretsAreNotShown() {
        assertThat(Loading.with("").set("entra.credential=s3cr3t").problems().toString())
                .doesNotContain("s3cr3t");
        assertThat(
                        Loading.with("")
                                .set("upstreams={a: {url: 'http://u:s3cr3t@a'}}")
                                .problems()
                                .toString())
                .doesNotContain("s3cr3t");
        assertThat(Loading.with("").set("entra.secret=s3cr3t").problems().toString())
                .doesNotContain("s3cr3t");
    }

    /** What follows from another problem is none of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tennant: contoso.com, client: 60000000-0000-4000-8000-000000000001 | | entra.tennant",
                "tenant: contoso.com, clients: 60000000-0000-4000-8000-000000000001 | | entra.clients",
                "tenant: contoso.com, client: 60000000-0000-4000-8000-000000000001, credential: {secret: env:NONE} | downstream: {mode: obo-with-fallback} | entra.credential.secret",
                "tenant: contoso.com, client: 60000000-0000-4000-8000-000000000001, credentail: {secret: x} | downstream: {mode: obo} | entra.credentail",
                "tenant: contoso.com, client: 60000000-0000-4000-8000-000000000001 | routes: [{path: /a, allow: {signedin: true}, to: a}] | routes[0].allow.signedin",
                "tenant: contoso.com, client: 60000000-0000-4000-8000-000000000001 | routes: [{path: /a, alow: {signed-in: true}, to: a}] | routes[0].alow",
                "tenant: contoso.com, client: 60000000-0000-4000-8000-000000000001 | routes: [{path: /a, allow: {roles: [Boss]}, to: a}] | routes[0].allow.roles"
            })
    void leavesOutWhatFollows(String entra, String rest, String key) {
        String yaml =
                "entra: {"
                        + entra
                        + "}\nupstreams: {a: {url: http://a}}\n"
                        + Optional.ofNullable(rest).orElse("");
        assertThat(Loading.exactly(yaml).problems()).singleElement().asString().startsWith(key);
    }

    @Test
    void namesTheVariableThatIsNotSetButNothingThatMayBeASecret() {
        assertThat(Loading.with("").set("entra.credential.secret=env:NOT_SET").problems())
                .singleElement()
                .asString()
                .contains("the environment variable NOT_SET, which is not set");
        assertThat(Loading.with("").set("entra.credential.secret=env:a~b.s3cr3t").problems())
                .singleElement()
                .asString()
                .doesNotContain("s3cr3t");
    }

    @Test
    void setNeedsAKeyAndAValue() {
        assertThat(Loading.with("").set("s3cr3t").problems())
                .containsExactly(
                        "--set (--set): found no dotted key and equals sign; allowed: key=value");
    }

    @Test
    void missingFileIsAProblem() {
        var loaded = ConfigLoader.load(Optional.of(Path.of("/none.yaml")), Map.of(), List.of());
        assertThat(((Loaded.Faulty) loaded).problems().getFirst().found())
                .isEqualTo("no file /none.yaml");
    }

    @Test
    void anUnreadableFileIsTheOnlyProblemAndSaysWhy() {
        assertThat(Loading.exactly("entra: {tenant: a: b}\nlisten: {}\n").problems())
                .singleElement()
                .asString()
                .contains("no valid YAML at line 1, column", ": ");
        assertThat(Loading.exactly("a: b: c\n").problems())
                .singleElement()
                .asString()
                .contains("mapping values are not allowed here");
    }

    @Test
    void fileMustBeAMapping() {
        assertThat(Loading.exactly("- a\n").problems().getFirst())
                .contains("found a list; allowed: a mapping");
    }

    @Test
    void aKeyThatNobodySetIsNotBlamedOnTheCommandLine() {
        assertThat(Loading.with("").set("upstreams.orders.scope=api://orders/.default").problems())
                .anySatisfy(
                        problem ->
                                assertThat(problem.toString())
                                        .startsWith("upstreams.orders.url: found nothing"));
    }
}
