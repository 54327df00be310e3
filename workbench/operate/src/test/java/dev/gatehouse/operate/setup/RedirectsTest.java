package dev.gatehouse.operate.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/auth/callback, http://localhost:18080/auth/callback, false",
        "http://localhost/auth/callback, http://localhost:18080/auth/callback, false",
        "http://localhost:8080/other, http://localhost:18080/auth/callback, true",
        "https://localhost:8080/auth/callback, https://localhost:18080/auth/callback, true",
        "http://localhost.evil:1/auth/callback, http://localhost:18080/auth/callback, true"
    })
    void anyPortOfLoopbackIsThereAlready(String found, String wanted, boolean changes) {
        var app = JsonNodeFactory.instance.objectNode();
        app.putObject("web").putArray("redirectUris").add(found);
        var current =
                new Current(
                        Optional.of(app),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty());
        var difference =
                new Redirects(current, "web")
                        .with(List.of(URI.create(wanted)), "web redirect")
                        .difference(current, "web");
        assertThat(difference.lines().getFirst().changes()).isEqualTo(changes);
    }
}
