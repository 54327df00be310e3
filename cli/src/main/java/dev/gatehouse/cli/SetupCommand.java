package dev.gatehouse.cli;

import dev.gatehouse.server.SettingUp;
import dev.gatehouse.server.SetupReport;
import dev.gatehouse.server.config.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse setup}: the app registration that a configuration needs. */
@Command(
        name = "setup",
        description = {
            "Make the app registration fit the configuration, or say what that takes.",
            "Adds what is missing and removes nothing.",
            "Run by an administrator who is signed in to the Azure CLI."
        },
        footer = {
            "",
            "Exit code 0 done or nothing to do, 1 not done or not all of it, 2 wrong options.",
            "",
            "Example:",
            "  ./gatehouse setup --plan --config gatehouse.yaml",
            "  ./gatehouse setup --apply --config gatehouse.yaml --with-federated-credential",
            "  ./gatehouse setup --apply --yes --new-secret --set entra.tenant=contoso.com",
            "  ./gatehouse setup --write bicep --out registration.bicep \\",
            "    --config gatehouse.yaml",
            "  ./gatehouse setup --plan --as ada   # against the running emulator"
        })
final class SetupCommand implements Callable<Integer> {
    private static final List<String> FORMS = List.of("az", "bicep", "terraform");

    private final Surroundings surroundings;

    @ArgGroup(multiplicity = "1")
    private Mode mode = new Mode();

    @Mixin private SetupConfiguration configuration = new SetupConfiguration();

    @Mixin private SetupApprover approver = new SetupApprover();

    @Option(
            names = "--browser",
            paramLabel = "session|spa|both",
            completionCandidates = Browsers.class,
            description =
                    "How pages sign in: by Gatehouse's session, by themselves, or either (default:"
                            + " session).")
    private SettingUp.Browser browser = SettingUp.Browser.SESSION;

    @Option(
            names = "--with-federated-credential",
            paramLabel = "IDENTITY",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Let a user-assigned managed identity vouch for the registration: its client"
                            + " id or Azure resource id (default: the configured one).")
    private @Nullable String identity;

    @ArgGroup private SecretChoice secret = new SecretChoice();

    @Option(
            names = "--display-name",
            paramLabel = "NAME",
            description =
                    "What the registration is called, and found by while entra.client is not set"
                            + " (default: ${DEFAULT-VALUE}).")
    private String displayName = "Gatehouse";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where --write writes to (default: standard output).")
    private @Nullable Path out;

    @Option(names = "--yes", description = "Do not ask before --apply.")
    private boolean yes;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    SetupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The words that {@code --browser} takes, for the completion of a shell. */
    static final class Browsers extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Browsers() {
            for (SettingUp.Browser browser : SettingUp.Browser.values()) {
                add(browser.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    /** The words that {@code --write} takes, for the completion of a shell. */
    static final class Forms extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Forms() {
            super(FORMS);
        }
    }

    /** What to do: one of these. */
    static final class Mode {
        @Option(names = "--plan", description = "Say what is missing; change nothing.")
        boolean plan;

        @Option(names = "--apply", description = "Say what is missing, ask, and do it.")
        boolean apply;

        @Option(
                names = "--write",
                paramLabel = "az|bicep|terraform",
                completionCandidates = Forms.class,
                description = "Write it down for review instead of doing it.")
        @Nullable String form;
    }

    /** Whether a secret is made: at most one of these. */
    static final class SecretChoice {
        @Option(names = "--new-secret", description = "Make a client secret if there is none.")
        boolean fresh;

        @Option(names = "--rotate-secret", description = "Make another client secret.")
        boolean rotated;

        SettingUp.Secret wanted() {
            return rotated
                    ? SettingUp.Secret.ROTATED
                    : fresh ? SettingUp.Secret.NEW : SettingUp.Secret.NONE;
        }
    }

    @Override
    public Integer call() {
        Logs.prepare(surroundings.environment(), Logs.Form.HUMAN, "error");
        Logs.quietLibraries(surroundings.environment());
        checkOptions();
        Loaded.Ok loaded = configuration.load(surroundings, approver);
        try (var setup =
                new SettingUp(
                        loaded.config(),
                        new SettingUp.Request(
                                browser,
                                displayName,
                                Optional.ofNullable(identity),
                                secret.wanted(),
                                approver.token(surroundings.environment())),
                        surroundings.clock())) {
            if (mode.form != null) {
                return write(setup, mode.form);
            }
            return mode.plan ? plan(setup) : apply(setup);
        } catch (SettingUp.Stopped stopped) {
            throw new CommandFailed(ExitCode.FAILED, String.valueOf(stopped.getMessage()));
        }
    }

    private void checkOptions() {
        if (mode.form != null && !FORMS.contains(mode.form)) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--write takes az, bicep or terraform, not " + mode.form + ".");
        }
        if (mode.form != null && secret.wanted() != SettingUp.Secret.NONE) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--write makes no secret. Ask for it with --apply.");
        }
        if (mode.form == null && out != null) {
            throw new CommandFailed(ExitCode.USAGE, "--out goes with --write.");
        }
    }

    private int plan(SettingUp setup) {
        print(setup.plan());
        return ExitCode.OK.code();
    }

    private int apply(SettingUp setup) {
        SetupReport plan = setup.plan();
        if (!json) {
            print(plan);
        }
        if (plan.changes() && !yes) {
            confirm();
        }
        SetupReport done = setup.apply(line -> surroundings.err().println(Printable.of(line)));
        if (plan.changes() || json) {
            print(done);
        }
        return (done.ok() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private int write(SettingUp setup, String form) {
        String text = setup.written(form);
        if (out == null) {
            surroundings.out().print(text);
            surroundings.out().flush();
            return ExitCode.OK.code();
        }
        try {
            Files.writeString(out, text);
        } catch (IOException unwritable) {
            throw new CommandFailed(ExitCode.FAILED, "Cannot write " + out + ".");
        }
        surroundings.out().println("Written: " + out);
        return ExitCode.OK.code();
    }

    private void confirm() {
        if (!surroundings.terminal()) {
            throw new CommandFailed(
                    ExitCode.USAGE, "Nobody is there to ask. Say --yes if this shall be done.");
        }
        String answer = Objects.requireNonNull(System.console()).readLine("Do this? [y/N] ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was changed.");
        }
    }

    private void print(SetupReport report) {
        if (json) {
            surroundings.out().println(report.json());
        } else {
            report.lines().forEach(line -> surroundings.out().println(Printable.of(line)));
        }
    }
}
