package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve --config} does with the file that {@code emulator} writes. */
class EmulatorConfigIT {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path folder;
    private Emulator emulator;

    private final HttpClient browser = HttpClient.newHttpClient();

    @BeforeEach
    void startEmulator() {
        emulator = Emulator.start(EmulatorOptions.anyPorts(folder, CLOCK));
    }

    @AfterEach
    void stop() {
        emulator.close();
        browser.close();
    }

    @Test
    void opensTheDoorForProgramsAndBrowsers() throws Exception {
        int port = FreePort.any();
        try (Gatehouse gatehouse = serve(port, List.of())) {
            var me = get(gatehouse, "/api/subscriptions", token());
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(signIn(gatehouse)).isEqualTo("/");
        }
    }

    @Test
    void aWrongSecretIsToldAsTheOperatorsFault() throws Exception {
        int port = FreePort.any();
        try (Gatehouse gatehouse = serve(port, List.of("entra.credential={secret: wrong}"));
                var log = new RecordedWarnings()) {
            var answer = get(gatehouse, "/api/subscriptions", token());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("client_credential_rejected", "7000215");
            assertThat(signIn(gatehouse))
                    .startsWith("/auth/login?error=client_credential_rejected")
                    .contains("aadsts=7000215");
            var page = get(gatehouse, signInPage(), "");
            assertThat(page.body()).contains("Gatehouse is not set up", "AADSTS7000215");
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("code=\"client_credential_rejected\""))
                    .allMatch(line -> line.contains("aadsts=\"7000215\""))
                    .noneMatch(line -> line.contains("wrong"));
        }
    }

    @Test
    void anAppBehindTheGateDoesNotGetTheQuestion() throws Exception {
        int port = FreePort.any();
        List<String> app = ConfigLoader.protecting("http://127.0.0.1:1");
        try (Gatehouse gatehouse = serve(port, app)) {
            var run =
                    Run.of(
                            "explain",
                            "--as=ann",
                            "--emulator-port=" + emulator.http().getPort(),
                            "--port=" + gatehouse.port(),
                            "GET",
                            "/anything");
            assertThat(run.err()).isEmpty();
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("routes[0]");
        }
    }

    @Test
    void aPortInUseIsNamedWithWhatHelps() throws IOException {
        Path file = EmulatorConfig.write(emulator, folder);
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
            var run =
                    Run.of(
                            "serve",
                            "--config=" + file,
                            "--data=" + folder.resolve("data"),
                            "--port=" + taken.getLocalPort());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("port " + taken.getLocalPort(), "is in use", "--port", "listen.port")
                    .doesNotContain("Internal error");
        }
    }

    private Gatehouse serve(int port, List<String> more) {
        Path file = EmulatorConfig.write(emulator, folder);
        var sets = new java.util.ArrayList<>(List.of("listen.port=" + port));
        sets.addAll(more);
        var loaded = (Loaded.Ok) ConfigLoader.load(Optional.of(file), Map.of(), sets);
        return Gatehouse.start(
                new Gatehouse.Launch(
                        loaded.config(), GivenOptions.of(folder.resolve("data")), Map.of(), CLOCK));
    }

    private String token() {
        return Origin.local(emulator.http().getPort(), "")
                .post(
                        "/_emulator/token",
                        Map.of("as", "ann", "audience", EmulatorTokens.GATEHOUSE),
                        Optional.empty())
                .body()
                .path("access_token")
                .asText();
    }

    private HttpResponse<String> get(Gatehouse gatehouse, String path, String token)
            throws Exception {
        var request = HttpRequest.newBuilder(gatehouse.address().resolve(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String signInPage() {
        return "/auth/login?error=client_credential_rejected&aadsts=7000215";
    }

    /** Where the browser is after it chose Ada on the emulator's page. */
    private String signIn(Gatehouse gatehouse) throws Exception {
        var started = get(gatehouse, "/auth/login/start", "");
        URI authorize = location(started);
        String form =
                "step=password&username=ada%40contoso.com&password=ada-demo&ctx="
                        + URLEncoder.encode(authorize.getRawQuery(), StandardCharsets.UTF_8);
        var chosen =
                browser.send(
                        HttpRequest.newBuilder(
                                        URI.create(authorize.toString().replaceFirst("\\?.*", "")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        String cookie = started.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        var callback = HttpRequest.newBuilder(location(chosen)).header("Cookie", cookie).build();
        var back = browser.send(callback, BodyHandlers.ofString());
        return back.headers().firstValue("Location").orElseThrow();
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(
                answer.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new AssertionError(answer.toString())));
    }
}
