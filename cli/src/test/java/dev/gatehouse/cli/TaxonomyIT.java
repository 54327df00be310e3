package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.cli.TaxonomyRow.Configured;
import dev.gatehouse.cli.TaxonomyRow.Question;
import dev.gatehouse.cli.TaxonomyRow.Seen;
import dev.gatehouse.cli.TaxonomyRow.Way;
import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import dev.gatehouse.operate.monitor.Degraded;
import dev.gatehouse.operate.monitor.DegradedReason;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import dev.gatehouse.server.config.Loaded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason for a degraded answer is produced by a fault, and told by all who tell it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaxonomyIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Pattern WELL = Pattern.compile("(?i)\\b(ok|ready)\\b");

    private final Path folder;
    private final Emulator emulator;
    private final HttpClient client = HttpClient.newHttpClient();
    private final TaxonomyFaults faults;
    private final Map<Configured, Gatehouse> running = new EnumMap<>(Configured.class);
    private final ObjectMapper json = new ObjectMapper();

    TaxonomyIT(@TempDir Path folder) {
        this.folder = folder;
        this.emulator = Emulator.start(EmulatorOptions.anyPorts(folder.resolve("emulator"), CLOCK));
        this.faults = new TaxonomyFaults(emulator, client);
    }

    @AfterEach
    void mend() {
        faults.mend();
    }

    @AfterAll
    void stop() {
        running.values().forEach(Gatehouse::close);
        client.close();
        emulator.close();
    }

    static Stream<Arguments> ways() {
        return Taxonomy.rows().stream()
                .flatMap(row -> row.ways().stream().map(way -> Arguments.of(named(row, way))));
    }

    private static Named<Case> named(TaxonomyRow row, Way way) {
        return Named.of(row.reason() + " for " + row.as() + ", " + way.name(), new Case(row, way));
    }

    record Case(TaxonomyRow row, Way way) {}

    @ParameterizedTest
    @MethodSource("ways")
    void isToldByAnswersCommandsAndMetrics(Case each) throws IOException, InterruptedException {
        TaxonomyRow row = each.row();
        Gatehouse gatehouse = gatehouse(row.gatehouse());
        each.way().fault().accept(faults);
        double before = counted(gatehouse, row);

        JsonNode answer = asked(gatehouse, row);

        Question question = row.question();
        assertThat(question.said(answer, "_reason").asText())
                .as(answer.toPrettyString())
                .isEqualTo(row.reason());
        if (question.seen() != Seen.DIAGNOSTICS) {
            assertThat(question.said(answer, "").asBoolean()).isTrue();
        }
        Told told = told(question, answer);
        assertThat(told.detail()).contains(each.way().said());
        Optional<DegradedReason> known = DegradedReason.byCode(row.reason());
        known.ifPresent(
                reason -> {
                    assertThat(told.label()).isEqualTo(reason.label());
                    assertThat(told.remedy()).isIn(reason.remedy(), reason.platformRemedy());
                });
        assertThat(told.label()).isNotBlank().doesNotContainPattern(WELL);
        assertThat(told.remedy()).isNotBlank();
        assertThat(counted(gatehouse, row)).as("count").isGreaterThan(before);
        if (each.way().typed()) {
            isTyped(gatehouse, row, each.way(), told);
        }
    }

    @Test
    void noReasonIsLeftOut() {
        assertThat(
                        Taxonomy.rows().stream()
                                .map(TaxonomyRow::reason)
                                .filter(code -> !code.startsWith(Degraded.HttpStatus.PREFIX))
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(DegradedReason.values()).map(DegradedReason::code).toList());
        assertThat(Taxonomy.rows())
                .anyMatch(row -> row.reason().startsWith(Degraded.HttpStatus.PREFIX))
                .allMatch(row -> !row.ways().isEmpty());
    }

    private record Told(String label, String remedy, String detail) {}

    private static Told told(Question question, JsonNode answer) {
        return new Told(
                question.said(answer, "_label").asText(),
                question.said(answer, "_remedy").asText(),
                question.said(answer, "_detail").asText());
    }

    private void isTyped(Gatehouse gatehouse, TaxonomyRow row, Way way, Told told)
            throws IOException {
        Run table = typed(gatehouse, row, List.of());
        assertThat(table.err())
                .contains(told.label() + " (" + row.reason() + ")")
                .contains(told.remedy())
                .contains(way.said());
        assertThat(table.out() + table.err()).doesNotContainPattern(WELL);
        Run raw = typed(gatehouse, row, List.of("--json"));
        if (row.question().seen() == Seen.DIAGNOSTICS) {
            assertThat(raw.err())
                    .contains(told.label() + " (" + row.reason() + ")")
                    .contains(told.remedy());
        } else {
            JsonNode printed = json.readTree(raw.out());
            assertThat(row.question().said(printed, "_reason").asText()).isEqualTo(row.reason());
            assertThat(told(row.question(), printed).remedy()).isEqualTo(told.remedy());
        }
        assertThat(raw.out() + raw.err()).doesNotContainPattern(WELL);
        boolean whole = row.question().seen() == Seen.CLUSTER;
        assertThat(List.of(table.exit(), raw.exit()))
                .allMatch(exit -> whole == (exit == ExitCode.OK.code()));
    }

    private Run typed(Gatehouse gatehouse, TaxonomyRow row, List<String> more) {
        Question question = row.question();
        var line = new ArrayList<>(List.of("monitor", question.kind(), "--fresh"));
        line.addAll(List.of("--as", row.as(), "-g", question.group()));
        line.addAll(List.of("--port", Integer.toString(gatehouse.port())));
        line.addAll(List.of("--emulator-port", Integer.toString(emulator.http().getPort())));
        if (!question.subscription().isEmpty()) {
            line.addAll(List.of("-s", question.subscription()));
        }
        question.names().forEach(name -> line.addAll(List.of("-n", name)));
        line.addAll(more);
        return Run.of(line.toArray(String[]::new));
    }

    private JsonNode asked(Gatehouse gatehouse, TaxonomyRow row)
            throws IOException, InterruptedException {
        String token = faults.token(row.as(), EmulatorTokens.GATEHOUSE);
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(gatehouse.address().resolve(row.question().target()))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    /** How many answers to that question were counted with that reason. */
    private double counted(Gatehouse gatehouse, TaxonomyRow row)
            throws IOException, InterruptedException {
        URI metrics = URI.create(gatehouse.internalAddress().orElseThrow() + "/metrics");
        String series =
                Degraded.METRIC
                        + "{op=\"%s\",reason=\"%s\"} ".formatted(row.question().op(), row.reason());
        HttpResponse<String> scraped =
                client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
        assertThat(scraped.statusCode()).as(scraped.body()).isEqualTo(200);
        return scraped.body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private Gatehouse gatehouse(Configured wanted) {
        return running.computeIfAbsent(wanted, this::start);
    }

    private Gatehouse start(Configured wanted) {
        var sets = new ArrayList<>(DemoCommand.demoSettings(emulator, FreePort.any()));
        for (String set : wanted.sets()) {
            String key = set.substring(0, set.indexOf('=') + 1);
            sets.removeIf(other -> other.startsWith(key));
            sets.add(set);
        }
        var loaded = (Loaded.Ok) ConfigLoader.load(Optional.empty(), DemoCommand.ENVIRONMENT, sets);
        return Gatehouse.start(
                new Gatehouse.Launch(
                        loaded.config(),
                        GivenOptions.of(folder.resolve(wanted.name())),
                        DemoCommand.ENVIRONMENT,
                        CLOCK));
    }
}
