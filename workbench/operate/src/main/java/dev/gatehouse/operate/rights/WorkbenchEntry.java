package dev.gatehouse.operate.rights;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import dev.gatehouse.operate.monitor.Degraded;
import dev.gatehouse.operate.monitor.DegradedReason;
import dev.gatehouse.operate.monitor.DegradedReasons;
import dev.gatehouse.operate.monitor.SideBySide;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * May a caller enter the workbench at all? Those may who can read one resource group. A decision:
 * what cannot be found out is never a yes (C17). Answers of both kinds are kept for a minute.
 */
public final class WorkbenchEntry {
    /** How long a caller waits for the answer at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String API_VERSION = "2022-09-01";

    /** Nothing that the caller could do would help. */
    private static final Set<RefusalCode> UNDECIDED =
            EnumSet.of(
                    RefusalCode.UPSTREAM_UNAVAILABLE,
                    RefusalCode.UPSTREAM_TIMEOUT,
                    RefusalCode.UNTRUSTED_LINK,
                    RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE,
                    RefusalCode.CLIENT_CREDENTIAL_REJECTED,
                    RefusalCode.CREDENTIAL_UNAVAILABLE,
                    RefusalCode.RATE_LIMITED,
                    RefusalCode.OVERLOADED,
                    RefusalCode.INTERNAL_ERROR);

    /** Azure answered, but not with the resource group. */
    private static final ArmFault NO_PROOF =
            new ArmFault(502, "", "The answer is not the resource group.", Optional.empty());

    /** What was found out. */
    public sealed interface Finding {
        /**
         * They may.
         *
         * @param until when to ask again
         */
        record Allowed(Instant until) implements Finding {}

        /** Azure does not let them read the resource group. */
        record Denied() implements Finding {}

        /** They must do something first, such as sign in again, before it can be found out. */
        record Refused(Refusal why) implements Finding {}

        /**
         * It cannot be found out now.
         *
         * @param retryAfter when to ask again, where Azure said so
         */
        record Unknown(Optional<Duration> retryAfter) implements Finding {}
    }

    private record Seen(boolean readable, Instant at) {}

    private final Arm arm;
    private final Permissions permissions;
    private final AzureScope scope;
    private final InstantSource clock;
    private final KeptAnswers<AzureScope, Seen> kept;

    public WorkbenchEntry(Arm arm, Permissions permissions, AzureScope scope, InstantSource clock) {
        this.arm = arm;
        this.permissions = permissions;
        this.scope = scope;
        this.clock = clock;
        this.kept = new KeptAnswers<>(Permissions.KEPT, clock);
    }

    /** What it is about. */
    public AzureScope scope() {
        return scope;
    }

    public Finding find(Identity who) {
        try (var questions = new SideBySide(PATIENCE)) {
            return finding(questions.ask(() -> seen(who)).answer());
        }
    }

    private Asked<Seen> seen(Identity who) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted ->
                    granted.used() == DownstreamIdentity.USER
                            ? kept.get(
                                    who.caller(), granted, scope, false, () -> looked(who, granted))
                            : permissions
                                    .of(who, granted, scope)
                                    .map(it -> new Seen(it.may(Right.CAN_READ), it.seenAt()));
        };
    }

    /** As the caller, reading it is the proof. */
    private Asked<Seen> looked(Identity who, Granted granted) {
        Instant now = clock.instant();
        return switch (arm.look(who, granted, ArmPath.of(scope.path(), API_VERSION))) {
            case Asked.Answered<ArmReply>(ArmReply reply, var used, var reason) ->
                    proves(reply)
                            ? new Asked.Answered<>(new Seen(true, now), used, reason)
                            : new Asked.Failed<>(NO_PROOF, used, reason);
            case Asked.Refused<ArmReply>(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Asked.Failed<ArmReply>(var fault, var used, var reason) ->
                    says(fault)
                            ? new Asked.Answered<>(new Seen(false, now), used, reason)
                            : new Asked.Failed<>(fault, used, reason);
        };
    }

    /** Nothing but the group itself is proof that it was read. */
    private boolean proves(ArmReply reply) {
        return reply.status() == 200
                && reply.body().path("id").isTextual()
                && reply.body().path("id").textValue().equalsIgnoreCase(scope.path());
    }

    /** Whether Azure says that this caller has no right there; their tenant may be another. */
    private static boolean says(ArmFault fault) {
        Degraded why = DegradedReasons.of(fault);
        return why == DegradedReason.FORBIDDEN
                || why == DegradedReason.DENY_ASSIGNMENT
                || why == DegradedReason.AUTH_WRONG_TENANT;
    }

    private static Finding finding(Asked<Seen> asked) {
        return switch (asked) {
            case Asked.Answered<Seen>(Seen seen, _, _) ->
                    seen.readable()
                            ? new Finding.Allowed(seen.at().plus(Permissions.KEPT))
                            : new Finding.Denied();
            case Asked.Failed<Seen>(var fault, _, _) -> new Finding.Unknown(fault.retryAfter());
            case Asked.Refused<Seen>(var why, _) ->
                    UNDECIDED.contains(why.code())
                            ? new Finding.Unknown(Optional.empty())
                            : new Finding.Refused(why);
        };
    }
}
