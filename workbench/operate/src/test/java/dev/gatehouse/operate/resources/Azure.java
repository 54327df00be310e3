package dev.gatehouse.operate.resources;

import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.DownstreamMode;
import dev.gatehouse.act.credentials.LongCredentials;
import dev.gatehouse.act.credentials.LongGrant;
import dev.gatehouse.act.credentials.LongRunning;
import dev.gatehouse.act.credentials.OnBehalfOf;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.act.credentials.RefreshToken;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmTimes;
import dev.gatehouse.operate.arm.Caller;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.LoopbackArm;
import dev.gatehouse.operate.arm.MovableClock;
import dev.gatehouse.operate.arm.NoSealing;
import dev.gatehouse.operate.arm.OpenState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All around the operations: a scripted Azure, an Entra of few words, records that stay. */
final class Azure implements AutoCloseable {
    static final String SUBSCRIPTION = "50000000-0000-4000-8000-000000000001";
    static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-shop";
    static final String CLUSTER =
            GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks-shop";
    static final TenantId CONTOSO =
            TenantId.parse("c0000000-0000-4000-8000-000000000001").orElseThrow();
    static final Principal ADA = person("a0000000-0000-4000-8000-000000000001");

    final ScriptedArm arm = new ScriptedArm();
    final MovableClock clock = new MovableClock();
    final MemoryRecords records = new MemoryRecords();
    final List<String> ledger = new CopyOnWriteArrayList<>();
    final List<String> renewals = new CopyOnWriteArrayList<>();
    final List<String> demanded = new CopyOnWriteArrayList<>();
    final AtomicInteger platformTokens = new AtomicInteger();
    final AtomicInteger names = new AtomicInteger();
    final Templates templates = new Templates(() -> new UUID(7, names.incrementAndGet()));
    private final List<Operations> started = new ArrayList<>();
    volatile boolean audited = true;
    volatile DownstreamMode mode = DownstreamMode.OBO;
    volatile Optional<GrantRefusal> refusal = Optional.empty();
    volatile Runnable exchanging = () -> {};
    volatile Duration lifetime = Duration.ofHours(1);
    volatile Pace pace =
            new Pace(
                    Duration.ofMillis(2),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(60));

    Azure() throws IOException {}

    static Principal person(String object) {
        return new Principal(
                CONTOSO,
                ObjectId.parse(object).orElseThrow(),
                Principal.Kind.USER,
                new ClientId("60000000-0000-4000-8000-000000000001"),
                "Ada",
                "ada@contoso.com",
                Set.of(Role.ADMIN),
                Set.of(),
                Groups.NONE,
                false);
    }

    private LongCredentials credentials() {
        var credentials =
                new Credentials(
                        mode,
                        _ -> true,
                        new Exchanging(),
                        new Platform(),
                        new OpenState(),
                        new NoSealing(),
                        clock);
        return new LongCredentials(credentials, new LongWork(), clock);
    }

    /** What one piece of Ada's work goes on with. */
    LongGrant grant() {
        var begun =
                credentials()
                        .begin(
                                ADA,
                                Optional.of(new Assertion("ada")),
                                new Scope("https://management.azure.com/.default"));
        return ((LongCredentials.Begun.Held) begun).grant();
    }

    /** As the Azure CLI names the platform identity. */
    Optional<String> platform = Optional.empty();

    /** A process on these records. */
    Operations start() {
        Arm asked =
                LoopbackArm.asked(
                        arm.uri(),
                        new Scope("https://management.azure.com/.default"),
                        new ArmTimes(Duration.ofSeconds(20), Duration.ofMillis(1)));
        var operations =
                new Operations(
                        new Operations.Parts(
                                asked,
                                credentials(),
                                records,
                                new NoSealing(),
                                new Writing(),
                                platform,
                                clock),
                        pace);
        started.add(operations);
        return operations;
    }

    Identity canceller() {
        var credentials =
                new Credentials(
                        mode,
                        _ -> true,
                        new Exchanging(),
                        new Platform(),
                        new OpenState(),
                        new NoSealing(),
                        clock);
        return new Caller(
                        ADA,
                        Optional.of(new Assertion("canceller")),
                        dev.gatehouse.act.credentials.Fallback.FORBIDDEN)
                .through(credentials);
    }

    Order order(Task task) {
        return new Order(
                task,
                ADA,
                Optional.of(new Assertion("ada")),
                Optional.empty(),
                "digest",
                clock.instant());
    }

    Order order(Task task, String key, String digest) {
        return new Order(
                task,
                ADA,
                Optional.of(new Assertion("ada")),
                Optional.of(key),
                digest,
                clock.instant());
    }

    /** What became of it in the end. */
    static Operation ended(Operations operations, Operation operation) throws InterruptedException {
        try (Watch watch = operations.watch(operation.id()).orElseThrow()) {
            Operation last = operation;
            for (int looks = 0; looks < 100 && !last.terminal(); looks++) {
                last = watch.next(Duration.ofSeconds(1)).orElse(last);
            }
            return last;
        }
    }

    @Override
    public void close() {
        started.forEach(Operations::close);
        arm.close();
    }

    private final class Writing implements Ledger {
        @Override
        public boolean intend(Change change) {
            if (audited) {
                ledger.add("intend " + change.method() + " as " + change.identity().wire());
            }
            return audited;
        }

        @Override
        public void complete(Change change, Optional<RefusalCode> why) {
            ledger.add("complete " + why.map(RefusalCode::wire).orElse("good"));
        }
    }

    private final class LongWork implements LongRunning {
        @Override
        public LongRunning.Exchange begin(
                Assertion assertion,
                TenantId tenant,
                Scope scope,
                Optional<ClaimsChallenge> claims) {
            exchanging.run();
            claims.ifPresent(it -> demanded.add(it.json()));
            return refusal.isPresent()
                    ? new LongRunning.Exchange.Refused(refusal.get())
                    : issued("obo-" + assertion.value());
        }

        @Override
        public LongRunning.Exchange renew(
                RefreshToken token,
                TenantId tenant,
                Scope scope,
                Optional<ClaimsChallenge> claims) {
            renewals.add(token.value());
            return refusal.isPresent()
                    ? new LongRunning.Exchange.Refused(refusal.get())
                    : issued("renewed-" + renewals.size());
        }

        private LongRunning.Exchange issued(String token) {
            return new LongRunning.Exchange.Issued(
                    new AccessToken(token, clock.instant().plus(lifetime)),
                    Optional.of(new RefreshToken("refresh-" + (renewals.size() + 1))));
        }
    }

    private final class Exchanging implements OnBehalfOf {
        @Override
        public OnBehalfOf.Exchange exchange(
                Assertion assertion,
                TenantId tenant,
                Scope scope,
                Optional<ClaimsChallenge> claims) {
            return new OnBehalfOf.Exchange.Issued(
                    new AccessToken("obo-" + assertion.value(), clock.instant().plus(lifetime)));
        }
    }

    private final class Platform implements PlatformCredential {
        @Override
        public AccessToken token(Scope scope) {
            platformTokens.incrementAndGet();
            return new AccessToken("platform", clock.instant().plus(lifetime));
        }

        @Override
        public String describe() {
            return "test";
        }
    }
}
