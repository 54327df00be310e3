package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A reason for a degraded answer, with the faults that produce it.
 *
 * @param as who of the cast asks
 * @param gatehouse the configuration of the Gatehouse that is asked
 */
record TaxonomyRow(
        String reason, String as, Configured gatehouse, Question question, List<Way> ways) {
    TaxonomyRow {
        ways = List.copyOf(ways);
    }

    static TaxonomyRow of(String reason, String as, Question question, Way... ways) {
        return new TaxonomyRow(reason, as, Configured.AS_THE_DEMO, question, List.of(ways));
    }

    TaxonomyRow at(Configured other) {
        return new TaxonomyRow(reason, as, other, question, ways);
    }

    /** The same with further ways to it. */
    TaxonomyRow and(Way... more) {
        List<Way> all = new ArrayList<>(ways);
        all.addAll(Arrays.asList(more));
        return new TaxonomyRow(reason, as, gatehouse, question, all);
    }

    /** A Gatehouse and what is amiss with its configuration. */
    enum Configured {
        AS_THE_DEMO,
        /** One of its own, because it remembers that Entra was away. */
        BEFORE_ENTRA_FALLS,
        WITH_A_WRONG_SECRET,
        BEFORE_NO_AZURE,
        WITH_THE_PLATFORM_IDENTITY_GONE;

        List<String> sets() {
            return switch (this) {
                case AS_THE_DEMO, BEFORE_ENTRA_FALLS -> List.of();
                case WITH_A_WRONG_SECRET -> List.of("entra.credential={secret: wrong}");
                case BEFORE_NO_AZURE -> List.of("entra.cloud.arm=https://localhost:1");
                case WITH_THE_PLATFORM_IDENTITY_GONE ->
                        List.of(
                                "downstream.mode=managed-identity",
                                "downstream.managed-identity=1d000000-0000-4000-8000-0000000000ff");
            };
        }
    }

    /** Where an answer says its reason. */
    enum Seen {
        CARD,
        /** The images of a registry that is shown. */
        IMAGES,
        /** The first cluster of a card that lacks nothing. */
        CLUSTER,
        /** The reason of the subscription in the diagnostics; no card has it. */
        DIAGNOSTICS
    }

    /**
     * What is asked for.
     *
     * @param subscription none is chosen if it is empty
     */
    record Question(String kind, String subscription, String group, List<String> names, Seen seen) {
        Question {
            names = List.copyOf(names);
        }

        /** How the metrics name what was asked. */
        String op() {
            return seen == Seen.DIAGNOSTICS ? "diagnostics" : "monitor." + kind;
        }

        String target() {
            if (seen == Seen.DIAGNOSTICS) {
                return "/api/diagnostics"
                        + (subscription.isEmpty() ? "" : "?subscription_id=" + subscription);
            }
            return Query.of("/api/monitor", kind)
                    .with("subscription_id", subscription)
                    .with("resource_group", group)
                    .with("name", names)
                    .with("fresh", "true")
                    .target();
        }

        /** What the answer says, in the fields of a degraded answer. */
        JsonNode said(JsonNode answer, String field) {
            return switch (seen) {
                case CARD -> answer.path("degraded" + field);
                case IMAGES -> answer.path("images_degraded" + field);
                case CLUSTER -> answer.path("clusters").path(0).path("degraded" + field);
                case DIAGNOSTICS ->
                        answer.path("reasons")
                                .path(0)
                                .path(field.equals("_reason") ? "code" : field.replace("_", ""));
            };
        }
    }

    /**
     * How a reason comes about.
     *
     * @param name tells it from the row's other ways
     * @param fault makes it so
     * @param said Azure's text, which has to reach whoever asks; empty if it is none of Azure's
     * @param typed whether a command line asks too; not worth a wait of the whole patience
     */
    record Way(String name, Consumer<TaxonomyFaults> fault, String said, boolean typed) {
        static Way of(String name, Consumer<TaxonomyFaults> fault) {
            return new Way(name, fault, "", true);
        }

        /** The world as it is. */
        static Way asItIs() {
            return of("as it is", _ -> {});
        }

        Way saying(String text) {
            return new Way(name, fault, text, typed);
        }

        Way throughTheApiAlone() {
            return new Way(name, fault, said, false);
        }

        /** Does this as well, before. */
        Way after(Consumer<TaxonomyFaults> first) {
            return new Way(name, first.andThen(fault), said, typed);
        }
    }
}
