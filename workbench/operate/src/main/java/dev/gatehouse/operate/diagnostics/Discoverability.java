package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Masked;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.monitor.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Walks from the credential over subscriptions to resource groups, stops at the first step that
 * fails, and names nothing but shortened ids (S1.11).
 */
public final class Discoverability {
    private static final int MOST_SUBSCRIPTIONS = 5;
    private static final int MOST_GROUPS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SUBSCRIPTIONS_VERSION = "2022-12-01";
    private static final String GROUPS_VERSION = "2022-09-01";

    /** How a step went. */
    public enum Status {
        OK,
        ERROR,
        /** An earlier step failed. */
        SKIPPED,
        /** It could not be told in time. */
        UNKNOWN;

        /** The name in answers, for example {@code ok}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One step.
     *
     * @param seen shortened ids of subscriptions; for resource groups, of the subscriptions that
     *     have some
     * @param code of a degraded answer, where it went wrong
     */
    public record Step(
            String name, Status status, int count, List<String> seen, Optional<String> code) {
        public Step {
            seen = List.copyOf(seen);
        }

        static Step skipped(String name) {
            return new Step(name, Status.SKIPPED, 0, List.of(), Optional.empty());
        }

        static Step ok(String name, int count, List<String> seen) {
            return new Step(name, Status.OK, count, seen, Optional.empty());
        }

        static Step failed(String name, Degradation why) {
            boolean unknown = why.why().code().equals("timeout");
            return new Step(
                    name,
                    unknown ? Status.UNKNOWN : Status.ERROR,
                    0,
                    List.of(),
                    Optional.of(why.why().code()));
        }
    }

    /**
     * The walk.
     *
     * @param hint what helps, where a step did not go well; may be empty
     * @param used as whom it was made
     * @param reason why that identity, for the audit
     */
    public record Walk(
            List<Step> steps, Optional<String> hint, DownstreamIdentity used, String reason) {
        public Walk {
            steps = List.copyOf(steps);
        }
    }

    private final Arm arm;
    private final Degradations degradations;

    public Discoverability(Arm arm, Degradations degradations) {
        this.arm = arm;
        this.degradations = degradations;
    }

    public Walk of(Identity who, Target target) {
        try (var questions = new SideBySide(PATIENCE)) {
            var steps = new ArrayList<Step>();
            Asked<Granted> credential = questions.ask(() -> authorized(who)).answer();
            if (!(credential instanceof Asked.Answered<Granted>(Granted granted, _, _))) {
                return ended(steps, "credential", credential, target, DownstreamIdentity.NONE);
            }
            steps.add(Step.ok("credential", 1, List.of()));
            Asked<ArmList> list =
                    questions
                            .ask(
                                    () ->
                                            arm.list(
                                                    who,
                                                    granted,
                                                    path("/subscriptions", SUBSCRIPTIONS_VERSION)))
                            .answer();
            if (!(list instanceof Asked.Answered<ArmList>(ArmList found, _, _))) {
                return ended(steps, "subscriptions", list, target, granted.used());
            }
            List<String> ids = ids(found);
            steps.add(
                    Step.ok("subscriptions", ids.size(), ids.stream().map(Masked::text).toList()));
            if (ids.isEmpty()) {
                steps.add(Step.skipped("resource_groups"));
                return new Walk(
                        steps,
                        Optional.of(
                                "The credential works but sees no subscription; grant it the Reader"
                                        + " role on one."),
                        granted.used(),
                        granted.reason());
            }
            return groups(questions, who, granted, target, ids, steps);
        }
    }

    private Walk groups(
            SideBySide questions,
            Identity who,
            Granted granted,
            Target target,
            List<String> ids,
            List<Step> steps) {
        var asked = new ArrayList<SideBySide.Question<ArmList>>();
        List<String> looked = ids.subList(0, Math.min(ids.size(), MOST_GROUPS));
        for (String id : looked) {
            ArmPath path = path("/subscriptions/" + id + "/resourcegroups", GROUPS_VERSION);
            asked.add(questions.ask(() -> arm.list(who, granted, path)));
        }
        int count = 0;
        var with = new ArrayList<String>();
        for (int i = 0; i < looked.size(); i++) {
            Asked<ArmList> answer = asked.get(i).answer();
            if (!(answer instanceof Asked.Answered<ArmList>(ArmList found, _, _))) {
                Target here = target.in(looked.get(i));
                return ended(steps, "resource_groups", answer, here, granted.used());
            }
            count += found.items().size();
            if (!found.items().isEmpty()) {
                with.add(Masked.text(looked.get(i)));
            }
        }
        steps.add(Step.ok("resource_groups", count, with));
        Optional<String> hint =
                count > 0
                        ? Optional.empty()
                        : Optional.of(
                                "The subscriptions that were looked at have no resource group.");
        return new Walk(steps, hint, granted.used(), granted.reason());
    }

    /** The last step that was tried failed; those behind it are skipped. */
    private Walk ended(
            List<Step> steps,
            String name,
            Asked<?> failure,
            Target target,
            DownstreamIdentity used) {
        Degradation why = degradations.of(failure, target).orElseThrow();
        steps.add(Step.failed(name, why));
        for (String later : List.of("subscriptions", "resource_groups")) {
            if (steps.stream().noneMatch(step -> step.name().equals(later))) {
                steps.add(Step.skipped(later));
            }
        }
        return new Walk(steps, Optional.of(why.remedy()), used, failure.reason());
    }

    private Asked<Granted> authorized(Identity who) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted -> new Asked.Answered<>(granted, granted.used(), granted.reason());
        };
    }

    private static List<String> ids(ArmList found) {
        return found.items().stream()
                .map(item -> item.path("subscriptionId").asText(""))
                .filter(AzureNames::isGuid)
                .limit(MOST_SUBSCRIPTIONS)
                .toList();
    }

    private static ArmPath path(String path, String version) {
        return ArmPath.of(path, version);
    }
}
