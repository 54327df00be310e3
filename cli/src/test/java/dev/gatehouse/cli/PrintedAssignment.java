package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.Emulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A printed {@code az role assignment create}, carried out as az does: one PUT to Azure. */
record PrintedAssignment(String command) {
    private static final Map<String, String> ROLES =
            Map.of("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7");

    void carryOut(Emulator emulator, String token) throws IOException, InterruptedException {
        String body =
                """
                {"properties": {"roleDefinitionId":
                    "/providers/Microsoft.Authorization/roleDefinitions/%s",
                  "principalId": "%s", "principalType": "%s"}}
                """
                        .formatted(
                                ROLES.get(option("role")),
                                option("assignee-object-id"),
                                option("assignee-principal-type"));
        URI address =
                URI.create(
                        emulator.http()
                                + option("scope")
                                + "/providers/Microsoft.Authorization/roleAssignments/"
                                + UUID.randomUUID()
                                + "?api-version=2022-04-01");
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    private String option(String name) {
        Matcher found = Pattern.compile("--" + name + " '?([^ ']+)'?").matcher(command);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
