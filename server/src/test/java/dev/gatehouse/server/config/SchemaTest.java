package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreValidAndLoad(Path example) throws IOException {
        assertThat(errors(Files.readString(example))).isEmpty();
        var environment = Map.of("PORTAL_CLIENT_SECRET", "x", "AZURE_AD_CLIENT_SECRET", "x");
        var loaded = ConfigLoader.load(Optional.of(example), environment, List.of());
        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        assertThat(((Loaded.Ok) loaded).warnings()).isEmpty();
    }

    @Test
    void everySeedHasAnExample() throws IOException {
        assertThat(examples().stream().map(f -> f.getFileName().toString().substring(0, 3)))
                .contains("000", "001", "002", "003", "004", "pro");
    }

    @Test
    void exampleOfOneAppIsWhatTheFlagMeans() {
        var file = Path.of("../examples/protect-one-app.yaml");
        var environment = Map.of("AZURE_AD_CLIENT_SECRET", "x");
        var written = ConfigLoader.load(Optional.of(file), environment, List.of());
        var sugar =
                ConfigLoader.load(
                        Optional.empty(),
                        Map.of(
                                "AZURE_TENANT_ID", "contoso.onmicrosoft.com",
                                "AZURE_AD_CLIENT_ID", Loading.REGISTRATION,
                                "AZURE_AD_CLIENT_SECRET", "env:X",
                                "X", "x"),
                        ConfigLoader.protecting("http://127.0.0.1:3000"));
        assertThat(((Loaded.Ok) sugar).config())
                .usingRecursiveComparison()
                .ignoringFields("entra.credential")
                .isEqualTo(((Loaded.Ok) written).config());
    }

    @Test
    void schemaAndLoaderKnowTheSameKeys() throws IOException {
        var known =
                Keys.all().stream().map(Key::path).collect(Collectors.toCollection(TreeSet::new));
        assertThat(schemaKeys().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void schemaAndLoaderHaveTheSameDefaults() throws IOException {
        Map<String, JsonNode> schema = schemaKeys();
        for (Key key : Keys.all()) {
            JsonNode stated = schema.getOrDefault(key.path(), JSON.nullNode()).path("default");
            boolean emptyList = stated.isArray() && stated.isEmpty() && key.initial().isEmpty();
            if (!stated.isMissingNode() && !emptyList) {
                assertThat(YAML.readTree(key.initial().orElse("missing in Keys")))
                        .as(key.path())
                        .isEqualTo(stated);
            } else if (!emptyList) {
                assertThat(key.initial()).as(key.path()).isEmpty();
            }
        }
    }

    @Test
    void publishedSchemaIsTheOneInTheProgram() throws IOException {
        assertThat(Files.readString(Path.of("../docs/gatehouse.schema.json"))).isEqualTo(schema());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entra: {tenant: no_domain}",
                "entra: {client: portal}",
                "entra: {credential: {secret: a, workload: b}}",
                "entra: {tenants: []}",
                "entra: {cloud: mars}",
                "downstream: {mode: on}",
                "authz: {entry-gate: {resource-group: rg}}",
                "authz: {entry-gate: {subscription: 50000000-0000-4000-8000-000000000001, resource-group: rg.}}",
                "auth: {mode: poc}",
                "upstreams: {A: {url: http://a}}",
                "upstreams: {a: {url: 'http://u@a'}}",
                "upstreams: {a: {}}",
                "routes: [{path: /a, allow: {}, to: a}]",
                "routes: [{path: /a, to: a}]",
                "routes: [{path: /a, allow: {signed-in: true}, to: a, as: me}]",
                "workbench: true",
                "store: {redis: x}",
                "listen: {port: 70000}",
                "listen: {tls: {cert: a}}",
                "session: {idle: 5}",
                "limits: {body: lots}",
                "audit: {reads: none}",
                "unknown: 1"
            })
    void schemaRefusesWhatTheLoaderRefuses(String yaml) throws IOException {
        assertThat(errors(yaml)).isNotEmpty();
        assertThat(Loading.exactly(yaml).load()).isInstanceOf(Loaded.Faulty.class);
    }

    @Test
    void documentationListsEveryKeyWithItsDefaultAndVariables() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/configuration.md"));
        for (Key key : Keys.all()) {
            List<String> row =
                    rows.stream().filter(r -> r.startsWith("| `" + key.path() + "` |")).toList();
            assertThat(row).as(key.path()).hasSize(1);
            key.initial().ifPresent(d -> assertThat(row.getFirst()).contains("| `" + d + "` |"));
            key.environment().forEach(v -> assertThat(row.getFirst()).contains("`" + v + "`"));
        }
    }

    private static List<String> errors(String yaml) throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema());
        String json = JSON.writeValueAsString(YAML.readTree(yaml));
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    private static String schema() throws IOException {
        try (var in = SchemaTest.class.getResourceAsStream("gatehouse.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, JsonNode> schemaKeys() throws IOException {
        var keys = new HashMap<String, JsonNode>();
        walk(JSON.readTree(schema()), "", keys);
        return keys;
    }

    private static void walk(JsonNode schema, String path, Map<String, JsonNode> keys) {
        String prefix = path.isEmpty() ? "" : path + ".";
        schema.path("properties")
                .properties()
                .forEach(
                        property -> {
                            keys.put(prefix + property.getKey(), property.getValue());
                            walk(property.getValue(), prefix + property.getKey(), keys);
                        });
        schema.path("oneOf").forEach(branch -> walk(branch, path, keys));
        if (schema.path("items").has("properties")) {
            walk(schema.path("items"), path + "[]", keys);
        }
        if (schema.path("additionalProperties").has("properties")) {
            walk(schema.path("additionalProperties"), prefix + "*", keys);
        }
    }
}
