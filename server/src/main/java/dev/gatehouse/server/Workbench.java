package dev.gatehouse.server;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongRunning;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.Sealing;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Caller;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.diagnostics.Diagnosis;
import dev.gatehouse.operate.diagnostics.Discoverability;
import dev.gatehouse.operate.monitor.Cards;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.DegradedNotices;
import dev.gatehouse.operate.monitor.Discovery;
import dev.gatehouse.operate.monitor.RegistryAccess;
import dev.gatehouse.operate.resources.Operations;
import dev.gatehouse.operate.resources.Pace;
import dev.gatehouse.operate.resources.Templates;
import dev.gatehouse.operate.rights.AccessReview;
import dev.gatehouse.operate.rights.Permissions;
import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.desk.AuditLines;
import dev.gatehouse.server.desk.EntryGate;
import dev.gatehouse.server.http.ApiDoors;
import dev.gatehouse.server.http.ErrorAnswers;
import dev.gatehouse.server.metrics.Metrics;
import dev.gatehouse.server.workbench.AzureEstate;
import dev.gatehouse.server.workbench.DiagnosticsDoors;
import dev.gatehouse.server.workbench.MonitorDoors;
import dev.gatehouse.server.workbench.OperationDoors;
import dev.gatehouse.server.workbench.OperationLedger;
import dev.gatehouse.server.workbench.PlatformToken;
import dev.gatehouse.server.workbench.RightsDoors;
import dev.gatehouse.server.workbench.WorkbenchGate;
import dev.gatehouse.store.EmbeddedDatabase;
import dev.gatehouse.store.SqliteOperations;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** The Azure estate, put together: what is read, what may be done, what is being done. */
final class Workbench implements AutoCloseable {
    /** What it stands on. */
    record Ground(
            GatehouseConfig config,
            Cloud cloud,
            Trust trust,
            TenantId home,
            Credentials credentials,
            PlatformCredential platform,
            LongRunning longRunning,
            PlatformIdentity identity,
            Metrics metrics,
            ErrorAnswers errors,
            InstantSource clock) {}

    /** Where it writes. */
    record Records(EmbeddedDatabase database, Sealing sealing, AuditLog audit, AuditLines lines) {}

    /** The doors of the estate. */
    record Doors(
            MonitorDoors monitor,
            RightsDoors rights,
            DiagnosticsDoors diagnostics,
            OperationDoors operations) {}

    private final Operations operations;
    private final EntryGate entry;
    private final ApiDoors api;
    private final Doors doors;

    private Workbench(Operations operations, EntryGate entry, ApiDoors api, Doors doors) {
        this.operations = operations;
        this.entry = entry;
        this.api = api;
        this.doors = doors;
    }

    static Workbench over(Ground ground, Records records) {
        Cloud cloud = ground.cloud();
        ErrorAnswers errors = ground.errors();
        InstantSource clock = ground.clock();
        DownstreamMode mode = Settings.mode(ground.config().downstream());
        Scope scope = Settings.armScope(ground.config().entra().cloud());
        Optional<SSLContext> tls = cloud.caFile().map(_ -> ground.trust().context());
        Function<Authenticated, Identity> reading = identities(ground, Settings.fallback(mode));
        Function<Authenticated, Identity> writing = identities(ground, Fallback.FORBIDDEN);

        var arm = new Arm(cloud.arm(), scope, tls, ArmTimes.USUAL, ground.metrics());
        var brisk = new Arm(cloud.arm(), scope, tls, ArmTimes.BRISK, ground.metrics());
        var operations =
                new Operations(
                        new Operations.Parts(
                                arm,
                                new LongCredentials(
                                        ground.credentials(), ground.longRunning(), clock),
                                new SqliteOperations(records.database()),
                                records.sealing(),
                                new OperationLedger(records.audit(), records.lines(), clock),
                                Settings.platformName(ground.identity()).assignee(),
                                clock),
                        Pace.usual(ground.config().limits().operation()));
        var discovery = new Discovery(arm, clock);
        var degradations = new Degradations(Settings.platformName(ground.identity()));
        var cards =
                new Cards(
                        brisk,
                        degradations,
                        new RegistryAccess(
                                Settings.registries(ground.config().entra().cloud()),
                                tls,
                                ground.metrics()),
                        clock);
        var notices = new DegradedNotices(ground.metrics()::degraded, clock);
        var permissions = new Permissions(brisk, ground.home(), clock);
        EntryGate entry =
                WorkbenchGate.of(
                        ground.config().authz().entryGate(), brisk, permissions, reading, clock);
        return new Workbench(
                operations,
                entry,
                new ApiDoors(
                        new AzureEstate(discovery, errors, reading),
                        ground.home(),
                        mode == DownstreamMode.MANAGED_IDENTITY ? "managed-identity" : "user"),
                new Doors(
                        new MonitorDoors(cards, errors, notices, reading),
                        new RightsDoors(
                                permissions,
                                new AccessReview(brisk, clock),
                                new PlatformToken(ground.platform(), scope),
                                new RightsDoors.Insiders(ground.home(), entry),
                                reading,
                                errors),
                        new DiagnosticsDoors(
                                new Diagnosis(discovery, cards, degradations, clock),
                                new Discoverability(brisk, degradations),
                                reading,
                                errors,
                                notices),
                        new OperationDoors(
                                operations, new Templates(UUID::randomUUID), errors, writing)));
    }

    private static Function<Authenticated, Identity> identities(Ground ground, Fallback fallback) {
        return known ->
                new Caller(known.principal(), known.assertion(), fallback)
                        .through(ground.credentials());
    }

    /** The gate before it. */
    EntryGate entry() {
        return entry;
    }

    /** Who calls, and what of Azure they see. */
    ApiDoors api() {
        return api;
    }

    Doors doors() {
        return doors;
    }

    /** Ends what goes on for one person. */
    void revoke(TenantId tenant, ObjectId object) {
        var _ = operations.revoke(tenant, object);
    }

    @Override
    public void close() {
        operations.close();
    }
}
