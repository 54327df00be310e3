package dev.gatehouse.operate.diagnostics;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.diagnostics.Trouble.Source;
import dev.gatehouse.operate.monitor.Card;
import dev.gatehouse.operate.monitor.CardQuery;
import dev.gatehouse.operate.monitor.Cards;
import dev.gatehouse.operate.monitor.Degradation;
import dev.gatehouse.operate.monitor.Degradations;
import dev.gatehouse.operate.monitor.Discovery;
import dev.gatehouse.operate.monitor.SideBySide;
import dev.gatehouse.operate.monitor.Subscriptions;
import dev.gatehouse.operate.monitor.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Looks at the subscription and the named cards at the same time and says what is wrong with the
 * workspace. Cards that were just shown are not asked for again.
 */
public final class Diagnosis {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Discovery discovery;
    private final Cards cards;
    private final Degradations degradations;
    private final SubscriptionState subscription;
    private final InstantSource clock;
    private final Duration patience;

    public Diagnosis(
            Discovery discovery, Cards cards, Degradations degradations, InstantSource clock) {
        this(discovery, cards, degradations, clock, PATIENCE);
    }

    Diagnosis(
            Discovery discovery,
            Cards cards,
            Degradations degradations,
            InstantSource clock,
            Duration patience) {
        this.discovery = discovery;
        this.cards = cards;
        this.degradations = degradations;
        this.subscription = new SubscriptionState(degradations);
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * What was found.
     *
     * @param used whose rights Azure judged; none if it was not asked
     * @param reason why that identity, for the audit
     */
    public record Findings(
            Verdict verdict, Instant checkedAt, DownstreamIdentity used, String reason) {}

    public Findings of(Identity who, Workspace workspace) {
        Target target = workspace.target();
        try (var questions = new SideBySide(patience)) {
            var list = questions.ask(() -> discovery.subscriptions(who));
            Map<Source, SideBySide.Question<Card>> asked = new EnumMap<>(Source.class);
            ask(questions, who, target, workspace.clusters(), cards::aks)
                    .ifPresent(it -> asked.put(Source.AKS, it));
            ask(questions, who, target, workspace.accounts(), cards::storage)
                    .ifPresent(it -> asked.put(Source.STORAGE, it));
            ask(questions, who, target, workspace.registries(), cards::acr)
                    .ifPresent(it -> asked.put(Source.ACR, it));
            Asked<Subscriptions> subscriptions = list.answer();
            var troubles = new ArrayList<Trouble>();
            subscription
                    .of(subscriptions, target)
                    .ifPresent(it -> troubles.add(new Trouble(Source.SUBSCRIPTION, it)));
            asked.forEach(
                    (source, question) ->
                            of(question.answer(), target)
                                    .ifPresent(it -> troubles.add(new Trouble(source, it))));
            return new Findings(
                    Verdict.of(troubles),
                    clock.instant(),
                    used(subscriptions),
                    subscriptions.reason());
        }
    }

    private static Optional<SideBySide.Question<Card>> ask(
            SideBySide questions,
            Identity who,
            Target target,
            List<String> names,
            BiFunction<Identity, CardQuery, Card> card) {
        var query = new CardQuery(target, names, List.of(), false);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(questions.ask(() -> answered(card.apply(who, query))));
    }

    private static Asked<Card> answered(Card card) {
        return new Asked.Answered<>(card, card.used(), card.reason());
    }

    /** The reason of the whole card; what one part of it lacks stays with the card. */
    private Optional<Degradation> of(Asked<Card> asked, Target target) {
        return asked instanceof Asked.Answered<Card>(Card card, _, _)
                ? card.degradations().stream()
                        .filter(_ -> Boolean.TRUE.equals(card.body().get("degraded")))
                        .findFirst()
                : degradations.of(asked, target);
    }

    private static DownstreamIdentity used(Asked<Subscriptions> asked) {
        return switch (asked) {
            case Asked.Answered<Subscriptions> answered -> answered.used();
            case Asked.Failed<Subscriptions> failed -> failed.used();
            case Asked.Refused<Subscriptions> _ -> DownstreamIdentity.NONE;
        };
    }
}
