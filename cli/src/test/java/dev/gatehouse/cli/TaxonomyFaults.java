package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.world.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.Consumer;

/** Lets an emulator go wrong, and mends it again. */
final class TaxonomyFaults {
    static final String SHOP = "/subscriptions/" + Cast.PRODUCTION + "/resourceGroups/rg-shop";

    private static final String REGISTRY =
            "/providers/Microsoft.ContainerRegistry/registries/acrshop";
    private static final String OPEN =
            """
            {"publicNetworkAccess":"Enabled","networkRuleSet":{"defaultAction":"Allow"}}""";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Emulator emulator;
    private final HttpClient client;

    TaxonomyFaults(Emulator emulator, HttpClient client) {
        this.emulator = emulator;
        this.client = client;
        send("PUT", "/_emulator/operations", "{\"durationMs\":0}", "");
    }

    /** A fault at a service, told by its members as {@code docs/emulator-faults.md} names them. */
    void plant(String service, Consumer<ObjectNode> members) {
        ObjectNode fault = JSON.createObjectNode().put("service", service);
        members.accept(fault);
        send("PUT", "/_emulator/faults", fault.toString(), "");
    }

    /** An error of a service; the well-known text of that code in {@code lang}. */
    void known(String service, String code, String lang) {
        plant(service, fault -> fault.put("code", code).put("lang", lang));
    }

    /** An error of a service in these words. */
    void error(String service, int status, String code, String text) {
        plant(service, fault -> fault.put("status", status).put("code", code).put("message", text));
    }

    /** The token endpoint of Contoso answers with this error of Entra. */
    void token(int status, String error, String text) {
        plant(
                "entra",
                fault ->
                        fault.put("path", "/" + Cast.CONTOSO + "/oauth2/v2.0/token")
                                .put("status", status)
                                .put("code", error)
                                .put("message", text));
    }

    /** Nobody may do that in the group of the shop. */
    void deny(String... actions) {
        ObjectNode denial = JSON.createObjectNode().put("scope", SHOP);
        List.of(actions).forEach(denial.putArray("actions")::add);
        send("POST", "/_emulator/deny-assignments", denial.toString(), "");
    }

    /** The registry of the shop lets nobody in from public networks. */
    void closeRegistry() {
        registry("{\"publicNetworkAccess\":\"Disabled\"}");
    }

    /** The registry of the shop lets in whom a rule names, which is nobody. */
    void fenceRegistry() {
        registry("{\"networkRuleSet\":{\"defaultAction\":\"Deny\"}}");
    }

    /** Nothing goes wrong any more. */
    void mend() {
        send("DELETE", "/_emulator/faults", "", "");
        send("DELETE", "/_emulator/deny-assignments", "", "");
        registry(OPEN);
    }

    private void registry(String properties) {
        send(
                "PUT",
                SHOP + REGISTRY + "?api-version=2025-11-01",
                """
                {"location":"westeurope","sku":{"name":"Premium"},"properties":%s}"""
                        .formatted(properties),
                "Bearer " + token("ada", "https://management.azure.com"));
    }

    /** A token of one of the cast. */
    String token(String as, String audience) {
        return EmulatorTokens.token(as, emulator.http().getPort(), audience, false);
    }

    private void send(String method, String path, String body, String authorization) {
        var request =
                HttpRequest.newBuilder(URI.create(emulator.http() + path))
                        .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
