package dev.gatehouse.emulator;

import static dev.gatehouse.emulator.EstateCalls.LAB;
import static dev.gatehouse.emulator.EstateCalls.REGISTRIES;
import static dev.gatehouse.emulator.EstateCalls.SHOP;
import static dev.gatehouse.emulator.EstateCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.arm.BuiltInRoles;
import dev.gatehouse.emulator.arm.RoleDefinition;
import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.RoleAssignment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RegistryDataTest {
    private static final URI HOME = URI.create("https://localhost:8443");
    private static final String SERVICE = "localhost:8443";
    private static final String CATALOG = "registry:catalog:*";
    private static final String WEB = "repository:shop/web:metadata_read";
    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded");

    private final EstateCalls azure = new EstateCalls();

    @Test
    void challengesNameTheRealmTheServiceAndTheScope() {
        Response base = get("/v2/", "");
        assertThat(base.status()).isEqualTo(401);
        assertThat(base.header("WWW-Authenticate"))
                .contains(
                        "Bearer realm=\"https://localhost:8443/oauth2/token\","
                                + "service=\"localhost:8443\"");
        assertThat(json(base).path("errors").path(0).path("code").asText())
                .isEqualTo("UNAUTHORIZED");
        assertThat(get("/acr/v1/_catalog", "").header("WWW-Authenticate").orElseThrow())
                .endsWith(",scope=\"registry:catalog:*\"");
        assertThat(get("/acr/v1/shop%2Fweb/_tags", "").header("WWW-Authenticate").orElseThrow())
                .endsWith(",scope=\"repository:shop/web:metadata_read\"");
        assertThat(get("/v2/shop/web/tags/list", "").header("WWW-Authenticate").orElseThrow())
                .endsWith(",scope=\"repository:shop/web:pull\"");
    }

    @Test
    void aReaderListsTheCatalogueInBothForms() {
        String token = access("pia", CATALOG);
        for (String path : List.of("/acr/v1/_catalog", "/v2/_catalog")) {
            assertThat(texts(get(path, token), "repositories"))
                    .containsExactly("shop/orders", "shop/web", "tools/report");
        }
        assertThat(get("/v2/", token).status()).isEqualTo(200);
        assertThat(get("/v2/", token).caller()).map(caller -> caller.name()).contains("pia@contoso.com");
    }

    @Test
    void pagesAreLinked() {
        String token = access("pia", CATALOG);
        Response first = get("/acr/v1/_catalog?n=2", token);
        assertThat(texts(first, "repositories")).containsExactly("shop/orders", "shop/web");
        String link = first.header("Link").orElseThrow();
        assertThat(link).endsWith(">; rel=\"next\"");
        Response second = get(link.substring(1, link.indexOf('>')), token);
        assertThat(texts(second, "repositories")).containsExactly("tools/report");
        assertThat(second.header("Link")).isEmpty();
        assertThat(texts(get("/acr/v1/_catalog?last=shop/p", token), "repositories"))
                .containsExactly("shop/web", "tools/report");
        for (String wrong : List.of("0", "-1", "x")) {
            assertThat(get("/acr/v1/_catalog?n=" + wrong, token).status()).isEqualTo(400);
        }
    }

    @Test
    void tellsRepositoriesTagsAndManifestsWhetherSlashesAreEscapedOrNot() {
        String token = access("olu", WEB + " repository:shop/web:pull");
        for (String name : List.of("shop/web", "shop%2Fweb")) {
            JsonNode repository = json(get("/acr/v1/" + name, token));
            assertThat(repository.path("tagCount").asInt()).isEqualTo(3);
            assertThat(repository.path("manifestCount").asInt()).isEqualTo(2);
            JsonNode tags = json(get("/acr/v1/" + name + "/_tags", token)).path("tags");
            assertThat(tags.findValuesAsText("name")).containsExactly("1.0", "1.1", "latest");
            assertThat(tags.path(1).path("digest")).isEqualTo(tags.path(2).path("digest"));
            assertThat(texts(get("/v2/" + name + "/tags/list", token), "tags"))
                    .containsExactly("1.0", "1.1", "latest");
        }
        JsonNode newest =
                json(get("/acr/v1/shop/web/_manifests?orderby=timedesc&n=1", token))
                        .path("manifests")
                        .path(0);
        String digest = newest.path("digest").asText();
        assertThat(newest.path("tags").path(1).asText()).isEqualTo("latest");
        assertThat(
                        json(get("/acr/v1/shop/web/_manifests/" + digest, token))
                                .path("manifest")
                                .path("digest")
                                .asText())
                .isEqualTo(digest);
        assertThat(get("/v2/shop/web/manifests/latest", token).header("Docker-Content-Digest"))
                .contains(digest);
        assertThat(get("/acr/v1/shop/web/_tags/9", token).status()).isEqualTo(404);
        assertThat(get("/acr/v1/shop/web/_manifests/sha256:0", token).status()).isEqualTo(404);
    }

    @Test
    void whoHasNoRoleAtTheRegistryGetsNoToken() {
        for (String stranger : List.of("nil", "vic", "ann")) {
            Response answer = exchange(azure.cast().person(stranger + "@contoso.com"));
            assertThat(answer.status()).as(stranger).isEqualTo(401);
        }
        assertThat(exchange(azure.cast().person("gus@fabrikam.com")).status()).isEqualTo(401);
        assertThat(exchange("garbage").status()).isEqualTo(401);
        assertThat(exchange(azure.cast().person("pia@contoso.com", "https://vault.azure.net")).status())
                .isEqualTo(401);
    }

    @Test
    void acrPullReadsRepositoriesButNotTheCatalogue() {
        assign("nil", BuiltInRoles.ACR_PULL);
        String catalogue = access("nil", CATALOG);
        Response refused = get("/acr/v1/_catalog", catalogue);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"");
        assertThat(get("/acr/v1/shop/web/_tags", access("nil", WEB)).status()).isEqualTo(200);
        assertThat(get("/v2/shop/web/tags/list", access("nil", "repository:shop/web:pull,push")).status())
                .isEqualTo(200);
    }

    @Test
    void aTokenIsGoodForItsOwnScopeAndUseOnly() {
        assertThat(get("/acr/v1/shop/web/_tags", access("pia", CATALOG)).status()).isEqualTo(401);
        assertThat(get("/acr/v1/shop/orders/_tags", access("pia", WEB)).status()).isEqualTo(401);
        String refresh = refresh("pia");
        assertThat(get("/v2/", refresh).status()).isEqualTo(401);
        String access = access("pia", CATALOG);
        assertThat(token(access, SERVICE, CATALOG).status()).isEqualTo(401);
        assertThat(token(refresh, "other:443", CATALOG).status()).isEqualTo(400);
        assertThat(token(refresh, SERVICE, "nonsense").status()).isEqualTo(400);
        azure.after(76 * 60);
        assertThat(get("/acr/v1/_catalog", access).status()).isEqualTo(401);
        azure.after(181 * 60);
        assertThat(token(refresh, SERVICE, CATALOG).status()).isEqualTo(401);
    }

    @Test
    void aTokenOfOneRegistryIsWorthNothingAtAnother() {
        azure.as(
                "ada",
                "PUT",
                LAB + REGISTRIES + "/acrlab1",
                "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"}}");
        URI other = azure.ports().getFirst();
        String access = access("ada", CATALOG);
        Response there =
                azure.data(
                        other, "GET", "/v2/", Map.of("Authorization", "Bearer " + access), "");
        assertThat(there.status()).isEqualTo(401);
        assertThat(there.header("WWW-Authenticate").orElseThrow()).contains("localhost:9001");
    }

    @Test
    void takesTheRefreshTokenAsADockerPasswordToo() {
        String pair = "00000000-0000-0000-0000-000000000000:" + refresh("pia");
        String basic =
                Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String query = "/oauth2/token?service=" + SERVICE + "&scope=repository:shop/web:pull";
        Response answer =
                azure.data(HOME, "GET", query, Map.of("Authorization", "Basic " + basic), "");
        assertThat(get("/v2/shop/web/tags/list", json(answer).path("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(azure.data(HOME, "GET", query, Map.of("Authorization", "Basic !"), "").status())
                .isEqualTo(401);
    }

    @Test
    void knowsNoOtherPathsMethodsOrRepositories() {
        assertThat(get("/acr/v1/none/_tags", access("pia", "repository:none:metadata_read")).status())
                .isEqualTo(404);
        assertThat(get("/v2/shop/web/blobs/x", "").status()).isEqualTo(404);
        assertThat(azure.data(HOME, "PUT", "/v2/x/manifests/1", Map.of(), "").status())
                .isEqualTo(405);
        azure.as("ada", "DELETE", SHOP + REGISTRIES + "/acrshop", "");
        azure.after(8);
        assertThat(get("/v2/", "").status()).isEqualTo(404);
    }

    private void assign(String person, RoleDefinition role) {
        UUID principal = azure.cast().world().person(person + "@contoso.com").orElseThrow().id();
        azure.cast()
                .world()
                .add(
                        new RoleAssignment(
                                UUID.randomUUID(),
                                SHOP + REGISTRIES + "/acrshop",
                                principal,
                                "User",
                                UUID.fromString(role.id())));
    }

    private Response get(String target, String token) {
        return azure.data(
                HOME,
                "GET",
                target,
                token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token),
                "");
    }

    private Response exchange(String entraToken) {
        return form(
                "/oauth2/exchange",
                "grant_type", "access_token",
                "service", SERVICE,
                "access_token", entraToken);
    }

    private String refresh(String person) {
        return json(exchange(azure.cast().person(person + "@contoso.com")))
                .path("refresh_token")
                .asText();
    }

    private Response token(String refresh, String service, String scope) {
        return form(
                "/oauth2/token",
                "grant_type", "refresh_token",
                "service", service,
                "scope", scope,
                "refresh_token", refresh);
    }

    private String access(String person, String scope) {
        return json(token(refresh(person), SERVICE, scope)).path("access_token").asText();
    }

    private Response form(String path, String... fields) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return azure.data(HOME, "POST", path, FORM, FormCodec.encode(form));
    }

    private static List<String> texts(Response response, String name) {
        List<String> texts = new ArrayList<>();
        json(response).path(name).forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
