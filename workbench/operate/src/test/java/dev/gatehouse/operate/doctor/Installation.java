package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.rights.AzureRole;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An installation in good health, to be spoilt by what a test is about. */
final class Installation {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final String TENANT = "c0000000-0000-4000-8000-000000000001";
    static final String OTHER_TENANT = "d0000000-0000-4000-8000-000000000003";
    static final ClientId CLIENT = new ClientId("60000000-0000-4000-8000-000000000001");
    static final String PRINCIPAL = "1d000000-0000-4000-8000-0000000000a1";
    static final String SUBSCRIPTION = "/subscriptions/50000000-0000-4000-8000-000000000001";
    static final URI AUTHORITY = URI.create("https://login.example.com");
    static final URI REDIRECT = URI.create("https://gate.example.com/auth/callback");
    static final Scope ARM = new Scope("https://management.azure.com/.default");
    static final Scope GRAPH = new Scope("https://graph.microsoft.com/.default");
    static final String OPENAI =
            SUBSCRIPTION
                    + "/resourceGroups/rg-lab/providers/Microsoft.CognitiveServices/accounts/oai-lab";
    static final String POOL =
            SUBSCRIPTION + "/resourceGroups/rg-lab/providers/Microsoft.App/sessionPools/pool-lab";

    private static final ObjectMapper JSON = new ObjectMapper();

    String issuer = AUTHORITY + "/" + TENANT + "/v2.0";
    Optional<Instant> date = Optional.of(NOW);
    int keys = 2;
    final Map<String, Integer> refusals = new HashMap<>();
    Authority.Redirect redirect = Authority.Redirect.REGISTERED;
    Registration.Read registration =
            new Registration.Read.Found(
                    Set.of(REDIRECT.toString()),
                    Set.of("access_as_user"),
                    Set.of("user_impersonation"),
                    Set.of(PRINCIPAL));
    Network.Reach reach = new Network.Reach.Reached(Optional.of(NOW.plus(Duration.ofDays(90))));
    String identity = "system-assigned";
    final Set<String> noTokenFor = new HashSet<>();
    final Map<String, String> audiences = new HashMap<>();
    final Map<String, String> principals = new HashMap<>();
    boolean opaque;
    boolean acts;
    final List<Rights.Assignment> assignments =
            new ArrayList<>(List.of(held(AzureRole.READER, SUBSCRIPTION)));
    final List<Rights.Subscription> subscriptions =
            new ArrayList<>(
                    List.of(
                            new Rights.Subscription(
                                    SUBSCRIPTION.substring("/subscriptions/".length()), "Main")));
    Optional<ArmFault> armFault = Optional.empty();
    Optional<ArmFault> assignFault = Optional.empty();
    final List<Rights.Need> assigned = new ArrayList<>();
    final Set<String> missing = new HashSet<>();
    final List<DataPlane.Question> asked = new ArrayList<>();
    Optional<DataPlane.Answer> dataPlane = Optional.of(new DataPlane.Answer(200, ""));

    static Rights.Assignment held(AzureRole role, String scope) {
        return new Rights.Assignment(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + role.id(),
                role.id(),
                scope);
    }

    Authority entra() {
        return new Authority() {
            @Override
            public Metadata metadata(String tenant) {
                return new Metadata(issuer, date);
            }

            @Override
            public int signingKeys(String tenant) {
                return keys;
            }

            @Override
            public Exchange clientToken(String tenant, Scope scope) {
                int number = refusals.getOrDefault(tenant, 0);
                return number == 0
                        ? new Exchange.Issued(jwt(Map.of("aud", "x")))
                        : new Exchange.Refused(
                                new GrantRefusal(
                                        GrantRefusal.Kind.CLIENT_CONFIGURATION,
                                        number,
                                        Optional.empty(),
                                        ""));
            }

            @Override
            public Redirect redirect(String tenant, URI address) {
                return redirect;
            }
        };
    }

    Registration graph() {
        return () -> registration;
    }

    Network network() {
        return _ -> reach;
    }

    DataPlane dataPlane() {
        return (question, _) -> {
            asked.add(question);
            return dataPlane;
        };
    }

    PlatformCredential platform() {
        return new PlatformCredential() {
            @Override
            public AccessToken token(Scope scope) {
                String audience = scope.value().replace("/.default", "");
                if (noTokenFor.contains(audience) || noTokenFor.contains("*")) {
                    throw new CredentialUnavailable("none", new IOException("none"));
                }
                return opaque
                        ? new AccessToken("opaque", NOW.plusSeconds(600))
                        : jwt(
                                Map.of(
                                        "aud", audiences.getOrDefault(audience, audience),
                                        "oid", principals.getOrDefault(audience, PRINCIPAL)));
            }

            @Override
            public String describe() {
                return identity;
            }
        };
    }

    static AccessToken jwt(Map<String, String> claims) {
        byte[] json = JSON.valueToTree(claims).toString().getBytes(StandardCharsets.UTF_8);
        return new AccessToken(
                "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(json) + ".c2ln",
                NOW.plusSeconds(600));
    }

    Rights rights() {
        return new Rights() {
            @Override
            public Asked<List<Assignment>> assignedTo(ObjectId principal, String scope) {
                return answer(
                        assignments.stream()
                                .filter(
                                        it ->
                                                scope.startsWith(it.scope())
                                                        || it.scope().startsWith(scope))
                                .toList());
            }

            @Override
            public Asked<List<Subscription>> subscriptions() {
                return answer(List.copyOf(subscriptions));
            }

            @Override
            public Asked<JsonNode> resource(String id, String apiVersion) {
                if (missing.contains(id)) {
                    return new Asked.Failed<>(
                            new ArmFault(404, "ResourceNotFound", "", Optional.empty()),
                            DownstreamIdentity.PLATFORM,
                            "test");
                }
                return answer(
                        JSON.valueToTree(
                                Map.of(
                                        "properties",
                                        Map.of(
                                                "endpoint", "https://oai-lab.example.com/",
                                                "poolManagementEndpoint",
                                                        "https://pool.example.com/"))));
            }

            @Override
            public Asked<ArmReply> assign(Need need) {
                if (assignFault.isPresent()) {
                    return new Asked.Failed<>(
                            assignFault.get(), DownstreamIdentity.PLATFORM, "test");
                }
                assigned.add(need);
                return new Asked.Answered<>(
                        new ArmReply(
                                201,
                                JSON.createObjectNode(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        DownstreamIdentity.PLATFORM,
                        "test");
            }
        };
    }

    private <T> Asked<T> answer(T value) {
        return armFault.<Asked<T>>map(
                        it -> new Asked.Failed<>(it, DownstreamIdentity.PLATFORM, "test"))
                .orElseGet(() -> new Asked.Answered<>(value, DownstreamIdentity.PLATFORM, "test"));
    }

    void armAnswers(int status, String code) {
        armFault = Optional.of(new ArmFault(status, code, "", Optional.empty()));
    }

    Workload workload() {
        return new Workload(platform(), ARM, rights(), Optional.of(rights()));
    }

    RolesCheck roles(RolesCheck.Expected... expected) {
        return new RolesCheck(workload(), List.of(expected), true);
    }

    ServiceCheck openai(String target) {
        return new ServiceCheck(AzureService.OPENAI, target, workload(), network(), dataPlane());
    }

    ServiceCheck pool(String target) {
        return new ServiceCheck(
                AzureService.SESSION_POOL, target, workload(), network(), dataPlane());
    }

    ConsentCheck consent() {
        return new ConsentCheck(
                graph(), true, CLIENT, Set.of("access_as_user"), Optional.of(platform()), ARM);
    }

    CredentialCheck credential() {
        return new CredentialCheck(entra(), TENANT, CLIENT, GRAPH, Optional.of("secret"));
    }

    TenantsCheck tenants() {
        return new TenantsCheck(
                entra(), AUTHORITY, Set.of(OTHER_TENANT), false, CLIENT, GRAPH, acts);
    }

    RedirectCheck redirect(URI address) {
        return new RedirectCheck(entra(), graph(), TENANT, CLIENT, address);
    }

    HostCheck host(CheckId id) {
        return new HostCheck(id, Optional.empty(), AUTHORITY, network(), CLOCK);
    }

    IdentityCheck identity() {
        return new IdentityCheck(platform(), ARM, true);
    }

    TokensCheck tokens() {
        return new TokensCheck(
                platform(),
                ARM,
                List.of("https://management.azure.com", "https://graph.microsoft.com"),
                true);
    }
}
