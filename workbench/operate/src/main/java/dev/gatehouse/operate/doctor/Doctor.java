package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs the checks side by side, each within a deadline and after what it needs. One that fails or
 * hangs keeps no other from being made.
 */
public final class Doctor {
    /** For one check, with all it asks. */
    public static final Duration DEADLINE = Duration.ofSeconds(40);

    private final List<Check> checks;
    private final Duration deadline;

    public Doctor(List<Check> checks) {
        this(checks, DEADLINE);
    }

    Doctor(List<Check> checks, Duration deadline) {
        this.checks = checks.stream().sorted(Comparator.comparing(Check::id)).toList();
        this.deadline = deadline;
    }

    /**
     * Examines everything.
     *
     * @param progress is told each finding, in order, as soon as it and those before it are there
     */
    public Report examine(Consumer<Finding> progress) {
        var examinations = new EnumMap<CheckId, List<FutureTask<Examined>>>(CheckId.class);
        var inOrder = new ArrayList<FutureTask<Examined>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Check check : checks) {
                var task = new FutureTask<>(() -> examine(check, examinations, threads));
                examinations.computeIfAbsent(check.id(), _ -> new ArrayList<>()).add(task);
                inOrder.add(task);
            }
            inOrder.forEach(threads::execute);
            var found = new ArrayList<Finding>();
            for (int i = 0; i < inOrder.size(); i++) {
                List<Finding> here = outcome(checks.get(i), inOrder.get(i));
                here.forEach(progress);
                found.addAll(here);
            }
            threads.shutdownNow();
            return new Report(found);
        }
    }

    /**
     * What became of one check.
     *
     * @param stands whether others may go by it
     */
    private record Examined(List<Finding> rows, boolean stands) {
        static Examined of(List<Finding> rows) {
            return new Examined(rows, rows.stream().noneMatch(Finding.Fail.class::isInstance));
        }
    }

    private Examined examine(
            Check check,
            Map<CheckId, List<FutureTask<Examined>>> examinations,
            ExecutorService threads)
            throws InterruptedException {
        for (CheckId needed : CheckId.values()) {
            if (check.needs().contains(needed)
                    && failed(examinations.getOrDefault(needed, List.of()))) {
                Finding skipped =
                        Finding.warn(
                                check.id(),
                                "Not examined, because it needs what failed: "
                                        + needed.label()
                                        + ".",
                                Advice.of("Mend that first, then run doctor again."));
                return new Examined(List.of(skipped), false);
            }
        }
        Future<List<Finding>> running = threads.submit(check::examine);
        try {
            return Examined.of(running.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            running.cancel(true);
            return Examined.of(
                    List.of(
                            Finding.fail(
                                    check.id(),
                                    "No answer within " + deadline.toSeconds() + " s.",
                                    Advice.of(
                                            "Look whether a firewall or a proxy drops the"
                                                    + " packets."))));
        } catch (ExecutionException broken) {
            return Examined.of(List.of(told(check.id(), broken)));
        }
    }

    private static boolean failed(List<FutureTask<Examined>> needed) throws InterruptedException {
        for (FutureTask<Examined> task : needed) {
            try {
                if (!task.get().stands()) {
                    return true;
                }
            } catch (ExecutionException broken) {
                return true;
            }
        }
        return false;
    }

    private static List<Finding> outcome(Check check, FutureTask<Examined> task) {
        try {
            return task.get().rows();
        } catch (ExecutionException broken) {
            return List.of(told(check.id(), broken));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of(
                    Finding.warn(
                            check.id(),
                            "Not examined: interrupted.",
                            Advice.of("Run doctor again.")));
        }
    }

    /** What a check did not foresee. Messages of foreign exceptions may hold anything: left out. */
    private static Finding told(CheckId check, ExecutionException broken) {
        return switch (broken.getCause()) {
            case IdentityProviderUnavailable away ->
                    Finding.fail(
                            check,
                            "Entra gave no usable answer: " + away.getMessage() + ".",
                            Advice.of("Look at the rows about hosts and the client credential."));
            case CredentialUnavailable none ->
                    Finding.fail(
                            check,
                            "There is no token: " + none.getMessage() + ".",
                            Advice.of("Look at the row of the platform identity."));
            case null, default ->
                    Finding.fail(
                            check,
                            "The check itself failed: "
                                    + String.valueOf(broken.getCause()).split("[:\\s]", 2)[0]
                                    + ".",
                            Advice.of("Please report this; see SECURITY.md first."));
        };
    }

    /**
     * Applies what can be cured, each row on its own.
     *
     * @param approved asked for each repair
     */
    public static Report cure(Report report, java.util.function.Predicate<Cure> approved) {
        return new Report(report.findings().stream().map(row -> cured(row, approved)).toList());
    }

    private static Finding cured(Finding row, java.util.function.Predicate<Cure> approved) {
        if (row.cure().isEmpty() || !approved.test(row.cure().get())) {
            return row;
        }
        return switch (row.cure().get().apply()) {
            case Cure.Outcome.Done(var detail) ->
                    new Finding.Fixed(row.check(), row.label(), detail);
            case Cure.Outcome.NotDone(var why) ->
                    new Finding.Fail(
                            row.check(),
                            row.label(),
                            row.detail() + " Not mended: " + why,
                            new Advice(
                                    row.remedy().orElse(""),
                                    row.command(),
                                    java.util.Optional.empty()));
        };
    }
}
