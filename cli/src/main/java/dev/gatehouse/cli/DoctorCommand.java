package dev.gatehouse.cli;

import dev.gatehouse.server.DoctorReport;
import dev.gatehouse.server.Doctoring;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.ConfigLoader;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse doctor}: what is wrong with this installation, and which command mends it. */
@Command(
        name = "doctor",
        description = {
            "Say what is wrong with this installation, and which command mends it.",
            "Exit code 2 if there is nothing to go by, 1 with --strict if anything fails, else 0."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse doctor --config gatehouse.yaml",
            "  ./gatehouse doctor --config gatehouse.yaml --fix"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final String NOT_MENDED = "Not mended: ";

    private final Surroundings surroundings;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file (default: gatehouse.yaml in --data, if there).")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key of the configuration; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Sessions and audit (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--strict", description = "Exit with 1 if anything fails.")
    private boolean strict;

    @Option(names = "--quiet", description = "Print warnings and failures only.")
    private boolean quiet;

    @Option(
            names = "--fix",
            description = "Mend what can be mended from here, after asking about each repair.")
    private boolean fix;

    @Option(names = "--yes", description = "With --fix: do not ask.")
    private boolean yes;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Logs.prepare(surroundings.environment(), Logs.Form.HUMAN, "off");
        Logs.quietLibraries(surroundings.environment());
        Optional<Path> chosen =
                Optional.ofNullable(file)
                        .or(
                                () ->
                                        Optional.of(data.resolve(DemoConfiguration.FILE))
                                                .filter(Files::isRegularFile));
        var loaded = ConfigLoader.load(chosen, surroundings.environment(), sets);
        var subject =
                new Doctoring.Subject(
                        loaded,
                        new GivenOptions(chosen, sets, data),
                        surroundings.environment(),
                        surroundings.clock());
        try (Doctoring doctor = fix ? Doctoring.mending(subject) : Doctoring.looking(subject)) {
            if (!json && !quiet) {
                chosen.ifPresent(it -> surroundings.out().println("Configuration " + it));
            }
            DoctorReport report = doctor.examine(row -> print(row, quiet));
            if (fix) {
                report = mend(doctor, report);
            }
            finish(report);
            return exit(report).code();
        }
    }

    private ExitCode exit(DoctorReport report) {
        if (report.preconditionsLack()) {
            return ExitCode.USAGE;
        }
        return strict && report.fail() > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private DoctorReport mend(Doctoring doctor, DoctorReport before) {
        List<String> plan = doctor.plan();
        PrintWriter told = surroundings.err();
        if (plan.isEmpty()) {
            told.println("There is nothing that --fix can mend.");
            return before;
        }
        told.println();
        told.println(
                doctor.needsApprover()
                        ? "Repairs in Azure are made as " + approver(doctor) + "."
                        : "Repairs are made as the account that runs this.");
        plan.forEach(line -> told.println("  " + Printable.of(line)));
        DoctorReport after = doctor.mend(this::approved);
        Set<DoctorReport.Row> known = Set.copyOf(before.rows());
        after.rows().stream().filter(row -> !known.contains(row)).forEach(this::printChange);
        return after;
    }

    /** A row that fails as before is there already; only why it was not mended is new. */
    private void printChange(DoctorReport.Row row) {
        int why = row.detail().indexOf(NOT_MENDED);
        if (row.status() == DoctorReport.Status.FAIL && why >= 0) {
            String text = row.label() + ": " + row.detail().substring(why);
            surroundings.err().println(Printable.of(text));
        } else {
            print(row, false);
        }
    }

    private static String approver(Doctoring doctor) {
        return doctor.approver()
                .map(Printable::of)
                .orElse("nobody: sign in with az login, or give a token in " + Doctoring.APPROVER);
    }

    private boolean approved(String plan) {
        if (yes) {
            return true;
        }
        if (!surroundings.terminal()) {
            surroundings
                    .err()
                    .println("Not done without a terminal or --yes: " + Printable.of(plan));
            return false;
        }
        Console console = Objects.requireNonNull(System.console());
        return "y".equalsIgnoreCase(console.readLine("%s? [y/N] ", Printable.of(plan)));
    }

    private void print(DoctorReport.Row row, boolean onlyTrouble) {
        boolean trouble =
                row.status() == DoctorReport.Status.WARN
                        || row.status() == DoctorReport.Status.FAIL;
        if (json || (onlyTrouble && !trouble)) {
            return;
        }
        PrintWriter out = surroundings.out();
        out.println(mark(row.status()) + " " + Printable.of(row.label() + ": " + row.detail()));
        row.remedy().ifPresent(it -> out.println("       " + Printable.of(it)));
        row.command().ifPresent(it -> out.println("       " + Printable.of(it)));
    }

    private static String mark(DoctorReport.Status status) {
        return switch (status) {
            case OK -> "[ ok ]";
            case WARN -> "[WARN]";
            case FAIL -> "[FAIL]";
            case FIXED -> "[FIXED]";
        };
    }

    private void finish(DoctorReport report) {
        PrintWriter out = surroundings.out();
        if (json) {
            out.println(report.json());
            return;
        }
        out.printf(
                "Summary: ok=%d warn=%d fail=%d fixed=%d%n",
                report.ok(), report.warn(), report.fail(), report.fixed());
    }
}
