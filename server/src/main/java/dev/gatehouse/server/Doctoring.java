package dev.gatehouse.server;

import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.entra.AzurePlatformCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.doctor.Approver;
import dev.gatehouse.operate.doctor.Check;
import dev.gatehouse.operate.doctor.ConfigurationCheck;
import dev.gatehouse.operate.doctor.ConfigurationCheck.Remark;
import dev.gatehouse.operate.doctor.Cure;
import dev.gatehouse.operate.doctor.Doctor;
import dev.gatehouse.operate.doctor.Finding;
import dev.gatehouse.operate.doctor.Report;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.Loaded;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Examines an installation, and mends what it may, without starting a listener. */
public final class Doctoring implements AutoCloseable {
    /** A token for Azure of the person who approves, where that is not {@code az login}. */
    public static final String APPROVER = "GATEHOUSE_APPROVER_TOKEN";

    private static final Duration SOON = Duration.ofMinutes(5);

    /**
     * What to examine.
     *
     * @param given what the rows' commands say, to mean the same installation
     * @param environment the process's variables
     */
    public record Subject(
            Loaded loaded,
            GivenOptions given,
            Map<String, String> environment,
            InstantSource clock) {}

    private final Subject subject;
    private final Closing parts = new Closing();
    private final Optional<Approver> approver;
    private final List<Check> checks = new ArrayList<>();
    private Report report = new Report(List.of());

    private Doctoring(Subject subject, boolean mending) {
        this.subject = subject;
        checks.add(configuration(subject.loaded()));
        if (subject.loaded() instanceof Loaded.Ok(GatehouseConfig config, var _, var _)) {
            Cloud cloud = Settings.cloud(config.entra().cloud());
            var trust = Trust.of(cloud.caFile());
            var http = new EntraHttp(trust);
            parts.add(http::close);
            Scope arm = Settings.armScope(config.entra().cloud());
            this.approver =
                    mending
                            ? Optional.of(new Approver(approving(config, cloud, http), arm))
                            : Optional.empty();
            var launch =
                    new Gatehouse.Launch(
                            config, subject.given(), subject.environment(), subject.clock());
            checks.addAll(new Examinations(launch, trust, http, approver).all());
        } else {
            this.approver = Optional.empty();
        }
    }

    /** To look only. */
    public static Doctoring looking(Subject subject) {
        return new Doctoring(subject, false);
    }

    /** To look, and to mend what is approved of. */
    public static Doctoring mending(Subject subject) {
        return new Doctoring(subject, true);
    }

    private static Check configuration(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Ok(var _, var warnings, var _) ->
                    new ConfigurationCheck(
                            List.of(),
                            warnings.stream()
                                    .map(it -> new Remark(it.key(), it.key() + " " + it.text()))
                                    .toList());
            case Loaded.Faulty(var problems) ->
                    new ConfigurationCheck(
                            problems.stream()
                                    .map(it -> new Remark(it.key(), it.toString()))
                                    .toList(),
                            List.of());
        };
    }

    private PlatformCredential approving(GatehouseConfig config, Cloud cloud, EntraHttp http) {
        String given = subject.environment().getOrDefault(APPROVER, "").strip();
        return given.isEmpty()
                ? new AzurePlatformCredential(
                        new PlatformIdentity.DeveloperCli(
                                Examinations.tenant(config.entra().tenant())),
                        cloud,
                        http,
                        subject.clock())
                : new GivenToken(new AccessToken(given, subject.clock().instant().plus(SOON)));
    }

    /** A token that somebody handed over for this one run. */
    private record GivenToken(AccessToken token) implements PlatformCredential {
        @Override
        public AccessToken token(Scope scope) {
            return token;
        }

        @Override
        public String describe() {
            return "the token in " + APPROVER;
        }
    }

    /**
     * Examines everything.
     *
     * @param progress is told each row as soon as it and those before it are there
     */
    public DoctorReport examine(Consumer<DoctorReport.Row> progress) {
        report = new Doctor(checks).examine(finding -> progress.accept(row(finding)));
        return told();
    }

    /** What the last examination found that can be mended from here, in words. */
    public List<String> plan() {
        return report.findings().stream()
                .map(Finding::cure)
                .flatMap(Optional::stream)
                .map(Cure::plan)
                .toList();
    }

    /** Whether anything of the plan is done in Azure. */
    public boolean needsApprover() {
        return report.findings().stream()
                .map(Finding::cure)
                .flatMap(Optional::stream)
                .anyMatch(Cure::asApprover);
    }

    /** As whom Azure is asked to change something; empty if nobody is signed in. */
    public Optional<String> approver() {
        return approver.flatMap(Approver::name);
    }

    /**
     * Mends what can be mended, each row on its own.
     *
     * @param approved asked for each repair, by its plan
     */
    public DoctorReport mend(Predicate<String> approved) {
        report = Doctor.cure(report, cure -> approved.test(cure.plan()));
        return told();
    }

    private DoctorReport told() {
        return DoctorReport.of(report, this::row);
    }

    private DoctorReport.Row row(Finding finding) {
        return subject.given().in(DoctorReport.row(finding));
    }

    @Override
    public void close() {
        parts.all();
    }
}
