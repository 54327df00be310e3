package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.Emulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A printed {@code az rest --method put}, carried out as az does: one PUT to Azure. */
record PrintedAssignment(String command) {
    void carryOut(Emulator emulator, String token) throws IOException, InterruptedException {
        URI address = URI.create(emulator.http() + option("url"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString(option("body")))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    private String option(String name) {
        Matcher found = Pattern.compile("--" + name + " '([^']+)'").matcher(command);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
