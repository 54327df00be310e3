package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntraDirectoryTest {
    private final List<HttpRequest> asked = new ArrayList<>();
    private final Deque<EntraHttp.Answer> answers = new ArrayDeque<>();
    private String token = "graph-token";
    private final EntraDirectory graph =
            new EntraDirectory(
                    Cloud.PUBLIC,
                    request -> {
                        asked.add(request);
                        if (answers.isEmpty()) {
                            throw new IOException("nobody answers");
                        }
                        return answers.remove();
                    },
                    () -> token,
                    () -> TickingClock.START);

    private void answer(int status, String body) {
        answers.add(new EntraHttp.Answer(status, Map.of(), body));
    }

    private static ObjectNode body() {
        return Json.MAPPER.createObjectNode().put("displayName", "Gatehouse");
    }

    @Test
    void asksWithAnEncodedFilterAndTheToken() {
        answer(200, "{\"value\":[{\"id\":\"1\"}]}");
        graph.list("/applications", Map.of("$filter", "displayName eq 'Bob''s & co'"));
        assertThat(asked.getFirst().uri())
                .hasToString(
                        "https://graph.microsoft.com/v1.0/applications?$filter=displayName%20eq%20"
                                + "%27Bob%27%27s%20%26%20co%27");
        assertThat(asked.getFirst().headers().firstValue("Authorization"))
                .contains("Bearer graph-token");
    }

    @Test
    void followsPagesOnGraphsOwnHost() {
        answer(
                200,
                "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":"
                        + "\"https://graph.microsoft.com/v1.0/applications?$skiptoken=x\"}");
        answer(200, "{\"value\":[{\"id\":\"2\"}]}");
        assertThat(graph.list("/applications", Map.of()))
                .isInstanceOfSatisfying(
                        GraphReply.Done.class,
                        done -> assertThat(done.body().path("value")).hasSize(2));
    }

    @Test
    void sendsItsTokenToNoOtherHost() {
        for (String link :
                List.of(
                        "https://evil.example/v1.0/applications",
                        "https://graph.microsoft.com.evil.example/v1.0/a",
                        "https://graph.microsoft.com/beta/applications")) {
            asked.clear();
            answer(200, "{\"value\":[],\"@odata.nextLink\":\"" + link + "\"}");
            assertThat(graph.list("/applications", Map.of()))
                    .isInstanceOf(GraphReply.Unavailable.class);
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void endsWhereThePagesDoNot() {
        for (int i = 0; i < 200; i++) {
            answer(
                    200,
                    "{\"value\":[],\"@odata.nextLink\":"
                            + "\"https://graph.microsoft.com/v1.0/applications?p\"}");
        }
        assertThat(graph.list("/applications", Map.of()))
                .isInstanceOf(GraphReply.Unavailable.class);
        assertThat(asked).hasSize(100);
    }

    @Test
    void namesTheDirectoryRoleThatIsMissing() {
        answer(403, "{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"no\"}}");
        assertThat(graph.create("/oauth2PermissionGrants", body()))
                .isInstanceOfSatisfying(
                        GraphReply.Denied.class,
                        denied ->
                                assertThat(denied.needs())
                                        .contains("Cloud Application Administrator"));
        answer(403, "{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"no\"}}");
        assertThat(graph.create("/applications", body()))
                .isInstanceOfSatisfying(
                        GraphReply.Denied.class,
                        denied -> assertThat(denied.needs()).contains("Application Developer"));
    }

    @Test
    void tellsRefusalsApartByStatusAndCode() {
        answer(404, "{\"error\":{\"code\":\"Request_ResourceNotFound\",\"message\":\"gone\"}}");
        assertThat(graph.change("/applications/1", body()))
                .isEqualTo(new GraphReply.NotFound("gone"));
        answer(
                400,
                "{\"error\":{\"code\":\"Request_BadRequest\",\"message\":\"bad\",\"details\":"
                        + "[{\"code\":\"NoBackingApplicationObject\"}]}}");
        assertThat(graph.create("/servicePrincipals", body()))
                .isEqualTo(new GraphReply.Rejected("NoBackingApplicationObject", "bad"));
        answer(503, "<html>");
        assertThat(graph.change("/applications/1", body()))
                .isEqualTo(new GraphReply.Unavailable("it answered 503"));
        assertThat(graph.change("/applications/1", body()))
                .isEqualTo(new GraphReply.Unavailable("nobody answers"));
    }

    @Test
    void saysWhoIsOutOfReachWhereTheFailureSaysNothing() {
        var silent =
                new EntraDirectory(
                        Cloud.PUBLIC,
                        _ -> {
                            throw new java.net.ConnectException();
                        },
                        () -> token,
                        () -> TickingClock.START);
        assertThat(silent.change("/applications/1", body()))
                .isEqualTo(new GraphReply.Unavailable("graph.microsoft.com cannot be reached"));
    }

    @Test
    void hearsHowLongToWait() {
        answers.add(new EntraHttp.Answer(429, Map.of("retry-after", List.of("7")), ""));
        assertThat(graph.change("/applications/1", body()))
                .isEqualTo(new GraphReply.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void takesAnEmptyAnswerForDone() {
        answer(204, "");
        assertThat(graph.change("/applications/1", body())).isInstanceOf(GraphReply.Done.class);
        assertThat(asked.getFirst().method()).isEqualTo("PATCH");
    }

    @Test
    void printsNoAnswer() {
        answer(200, "{\"secretText\":\"s3cr3t\"}");
        assertThat(graph.create("/applications/1/addPassword", body()).toString())
                .doesNotContain("s3cr3t");
    }

    @Test
    void readsWhoseTokenItIs() {
        token = jwt("{\"tid\":\"t\",\"upn\":\"ada@contoso.com\"}");
        assertThat(graph.owner()).contains(new EntraDirectory.Owner("ada@contoso.com", "t"));
        token = jwt("{\"tid\":\"t\",\"appid\":\"robot\"}");
        assertThat(graph.owner()).contains(new EntraDirectory.Owner("robot", "t"));
        for (String other : List.of("opaque", "a.%%.c", jwt("[]"), jwt("{\"upn\":\"x\"}"))) {
            token = other;
            assertThat(graph.owner()).isEmpty();
        }
    }

    private static String jwt(String claims) {
        return "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }
}
