package dev.gatehouse.server.desk;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditEvent.Phase;
import dev.gatehouse.kernel.Admission;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.RuleId;
import dev.gatehouse.kernel.Sealing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Writes exchanges as audit events. The one place where a person becomes a keyed hash. */
public final class AuditLines {
    /** Who and why, as far as an exchange got. */
    public record Story(
            Optional<Principal> caller,
            String callerHash,
            String via,
            RuleId rule,
            DownstreamIdentity actedAs,
            String reason,
            String upstream) {
        /** Nothing is known: refused before anybody looked. */
        public static final Story UNTOLD =
                new Story(
                        Optional.empty(), "", "none", RuleId.NONE, DownstreamIdentity.NONE, "", "");

        public static Story of(Admission admission, String upstream) {
            return new Story(
                    admission.caller(),
                    admission.callerHash(),
                    admission.via(),
                    admission.rule(),
                    admission.actedAs(),
                    admission.reason(),
                    upstream);
        }

        Story calledBy(Principal principal, String hash, String by) {
            return new Story(Optional.of(principal), hash, by, rule, actedAs, reason, upstream);
        }

        Story ruledBy(RuleId decided) {
            return new Story(caller, callerHash, via, decided, actedAs, reason, upstream);
        }

        Story goingTo(String name) {
            return new Story(caller, callerHash, via, rule, actedAs, reason, name);
        }

        /** The same story, once it is known as whom Gatehouse acted. */
        public Story acting(DownstreamIdentity identity, String why) {
            return new Story(caller, callerHash, via, rule, identity, why, upstream);
        }
    }

    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_METHOD = 32;

    private final Sealing sealing;
    private final InstantSource clock;
    private final Ended ended;

    /** Told of each exchange that ends; called on event loops too. */
    @FunctionalInterface
    public interface Ended {
        /**
         * @param rule the id of the rule that decided, empty if none did
         */
        void with(String rule, int status);
    }

    public AuditLines(Sealing sealing, InstantSource clock) {
        this(sealing, clock, (_, _) -> {});
    }

    public AuditLines(Sealing sealing, InstantSource clock, Ended ended) {
        this.sealing = sealing;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * The name of a person or program in the audit: the same everywhere, joinable by nobody without
     * the key.
     */
    public String hashOf(Principal caller) {
        return sealing.keyedHash(caller.tenant() + "/" + caller.object()).substring(0, 32);
    }

    /**
     * One event.
     *
     * @param began when the exchange arrived
     * @param status of the answer; 0 for an intent
     */
    public AuditEvent line(
            Phase phase,
            String requestId,
            String method,
            String path,
            Story story,
            String code,
            int status,
            Instant began) {
        Instant now = clock.instant();
        if (phase != Phase.INTENT) {
            ended.with(story.rule().value(), status);
        }
        return new AuditEvent(
                now,
                requestId,
                phase,
                story.caller().map(caller -> caller.tenant().toString()).orElse(""),
                story.callerHash(),
                story.caller()
                        .map(caller -> caller.kind().name().toLowerCase(Locale.ROOT))
                        .orElse("anonymous"),
                story.via(),
                cut(method, LONGEST_METHOD),
                cut(path, LONGEST_PATH),
                story.rule().value(),
                outcome(story, code, status),
                code,
                story.actedAs().wire(),
                story.reason(),
                story.upstream(),
                status,
                phase == Phase.INTENT
                        ? 0
                        : (now.getEpochSecond() - began.getEpochSecond()) * 1_000_000
                                + (now.getNano() - began.getNano()) / 1_000);
    }

    private static String outcome(Story story, String code, int status) {
        if (code.isEmpty()) {
            return "allowed";
        }
        if (status >= 500) {
            return "failed";
        }
        return story.rule().equals(RuleId.NONE) ? "refused" : "denied";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
