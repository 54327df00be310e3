package dev.gatehouse.cli;

import dev.gatehouse.audit.AuditEntry;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditQuery;
import dev.gatehouse.audit.AuditReader;
import dev.gatehouse.audit.AuditUnavailable;
import dev.gatehouse.audit.Verification;
import dev.gatehouse.server.AuditFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse audit}: read, check and export what happened. Its methods name {@code
 * mixinStandardHelpOptions} themselves: picocli finds a method's arguments only if the help options
 * come before them.
 */
@Command(
        name = "audit",
        description = "Read, check and export the audit.",
        synopsisSubcommandLabel = "(tail | verify | export)",
        footer = {"", "Example:", "  ./gatehouse audit verify --data data"})
final class AuditCommand {
    private static final String DATA =
            "Gatehouse's data folder, or the file that store.embedded names (default:"
                    + " ${DEFAULT-VALUE}).";
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Surroundings surroundings;

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(
            name = "tail",
            mixinStandardHelpOptions = true,
            description = "Show the latest events, and new ones as they come.",
            footer = {"", "Example:", "  ./gatehouse audit tail --lines 50"})
    int tail(
            @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = DATA)
                    Path data,
            @Option(
                            names = "--lines",
                            paramLabel = "N",
                            defaultValue = "20",
                            description =
                                    "How many of the latest to show, 1 to 10000 (default:"
                                            + " ${DEFAULT-VALUE}).")
                    int lines,
            @Option(names = "--once", description = "Do not wait for new ones.") boolean once) {
        if (lines < 1 || lines > 10_000) {
            throw new CommandFailed(ExitCode.USAGE, "--lines is a number from 1 to 10000.");
        }
        return reading(data, reader -> tail(reader, lines, once));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Check the chain. Exit code 1 if it is broken.",
            footer = {"", "Example:", "  ./gatehouse audit verify"})
    int verify(
            @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = DATA)
                    Path data) {
        return reading(
                data,
                reader ->
                        switch (reader.verify()) {
                            case Verification.Verified(long count, String hash) -> {
                                surroundings
                                        .out()
                                        .printf("ok: %d events, last hash %s%n", count, hash);
                                yield ExitCode.OK.code();
                            }
                            case Verification.Broken(long seq, String why) -> {
                                surroundings.err().printf("broken at event %d: %s%n", seq, why);
                                yield ExitCode.FAILED.code();
                            }
                        });
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write everything as lines of JSON to standard output.",
            footer = {"", "Example:", "  ./gatehouse audit export > audit.jsonl"})
    int export(
            @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = DATA)
                    Path data) {
        return reading(
                data,
                reader -> {
                    reader.export(System.out);
                    return ExitCode.OK.code();
                });
    }

    private int tail(AuditReader reader, int lines, boolean once) {
        long last = reader.lastSeq();
        reader.query(AuditQuery.newest(lines)).reversed().forEach(this::print);
        try {
            while (!once) {
                Thread.sleep(PAUSE);
                last = reader.follow(last, this::print);
            }
            return ExitCode.OK.code();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ExitCode.OK.code();
        }
    }

    private void print(AuditEntry entry) {
        AuditEvent event = entry.event();
        String caller = event.caller().isEmpty() ? "-" : event.caller().substring(0, 8);
        surroundings
                .out()
                .printf(
                        "%s %-7s %-10s %3d %-6s %s caller=%s rule=%s as=%s%s%s id=%s%n",
                        event.time(),
                        event.outcome(),
                        event.phase().name().toLowerCase(java.util.Locale.ROOT),
                        event.status(),
                        event.method(),
                        event.path(),
                        caller,
                        event.rule(),
                        event.actedAs(),
                        event.code().isEmpty() ? "" : " code=" + event.code(),
                        entry.count() > 1 ? " ×" + entry.count() : "",
                        event.requestId());
    }

    private int reading(Path data, ToIntFunction<AuditReader> work) {
        if (!Files.exists(data)) {
            throw new CommandFailed(
                    ExitCode.USAGE, "There is no folder " + data + ". Name it with --data.");
        }
        try (AuditFile file = AuditFile.open(data, surroundings.clock())) {
            return work.applyAsInt(file.reader());
        } catch (AuditUnavailable | IllegalStateException unreadable) {
            throw new CommandFailed(
                    ExitCode.FAILED, "The audit cannot be read: " + unreadable.getMessage() + ".");
        }
    }
}
