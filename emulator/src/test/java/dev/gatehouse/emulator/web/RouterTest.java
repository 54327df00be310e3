package dev.gatehouse.emulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router exact =
            Router.exact((_, status, message) -> Response.text(status, message))
                    .route("GET", "/a/{name}", request -> text(request.variable("name")))
                    .route("POST", "/json", request -> text(request.json().toString()))
                    .route("*", "/rest/{tail...}", request -> text(request.variable("tail")));

    @Test
    void findsByMethodAndPath() {
        assertThat(ask("GET", "/a/b%20c+d", "").text()).isEqualTo("b c+d");
        assertThat(ask("POST", "/a/b", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/A/b", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/a", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/a/b/c", "").status()).isEqualTo(404);
        assertThat(ask("PUT", "/rest/x/y", "").text()).isEqualTo("x/y");
        assertThat(ask("PUT", "/rest", "").text()).isEmpty();
    }

    @Test
    void countsRepeatedSlashesAsOne() {
        assertThat(ask("GET", "//a///b/", "").text()).isEqualTo("b");
    }

    @Test
    void ignoresLetterCaseWhereArmDoes() {
        Router arm =
                Router.ignoringCase((_, status, message) -> Response.text(status, message))
                        .route("GET", "/Groups/{g}", request -> text(request.variable("g")));
        assertThat(arm.handle(request("GET", "/groups/Mine", "")).text()).isEqualTo("Mine");
    }

    @Test
    void answersUnreadableInputInTheServicesForm() {
        assertThat(ask("GET", "/a/%zz", "").status()).isEqualTo(400);
        assertThat(ask("POST", "/json", "{").status()).isEqualTo(400);
        assertThat(ask("POST", "/json", "").status()).isEqualTo(400);
    }

    private Response ask(String method, String path, String body) {
        return exact.handle(request(method, path, body));
    }

    private static Request request(String method, String path, String body) {
        return Request.of(
                method,
                URI.create("http://localhost"),
                path,
                "",
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Response text(String text) {
        return Response.text(200, text);
    }
}
