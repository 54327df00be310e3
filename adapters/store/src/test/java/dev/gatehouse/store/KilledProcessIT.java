package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.audit.AuditReader;
import dev.gatehouse.audit.Verification;
import dev.gatehouse.kernel.ShortLivedState.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessIT {
    @TempDir Path temporary;

    @Test
    void everythingAcknowledgedIsThereAfterAKill() throws IOException, InterruptedException {
        Path directory = temporary.resolve("data");
        var acknowledged = new ArrayList<String>();
        Process process = start(directory);
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
            for (int i = 0; i < 300; i++) {
                acknowledged.add(lines.readLine());
            }
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                    .hasMessageContaining("already used by process " + process.pid());
            process.toHandle().destroyForcibly(); // unlike Process, keeps the output readable
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(acknowledged).doesNotContainNull();
        // The last line may have been cut off by the kill.
        check(directory, acknowledged.subList(0, acknowledged.size() - 1));
    }

    private static void check(Path directory, List<String> acknowledged) {
        InstantSource clock = InstantSource.system();
        try (var database = EmbeddedDatabase.open(directory);
                var state = new SqliteState(database, clock)) {
            var store = new SqliteAuditStore(database, TinkSealing.open(database, clock));
            assertThat(Verification.of(store)).isInstanceOf(Verification.Verified.class);
            var intents = new HashSet<String>();
            follow(
                    new AuditReader(store),
                    entry -> {
                        if (entry.event().phase() == AuditEvent.Phase.INTENT) {
                            intents.add(entry.event().requestId());
                        }
                    });
            assertThat(intents).containsAll(acknowledged);
            assertThat(acknowledged).allMatch(id -> state.get(Space.SESSION, id).isPresent());
            try (var log = new AuditLog(store, clock)) {
                log.flush();
                assertThat(log.unfinished()).isEmpty();
                var unknown = new HashSet<String>();
                follow(
                        new AuditReader(store),
                        entry -> {
                            if (entry.event().outcome().equals("unknown")) {
                                unknown.add(entry.event().requestId());
                            }
                        });
                assertThat(unknown).isEqualTo(intents);
                assertThat(log.verify()).isInstanceOf(Verification.Verified.class);
            }
        }
    }

    private static void follow(
            AuditReader reader, java.util.function.Consumer<dev.gatehouse.audit.AuditEntry> each) {
        long seq = 0;
        for (long next = reader.follow(seq, each); next != seq; next = reader.follow(seq, each)) {
            seq = next;
        }
    }

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AuditWriterProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
