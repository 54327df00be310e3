package dev.gatehouse.operate.monitor;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.arm.KeptAnswers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The estate's cards. A card that cannot be read is empty and says why; a part that cannot be read
 * is left out and says why. Good ones are kept for ten seconds, failed ones for two, for the
 * identity that saw them alone.
 */
public final class Cards {
    /** How long a card may take. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration FAILED = Duration.ofSeconds(2);

    private final Arm arm;
    private final Degradations degradations;
    private final Clusters clusters;
    private final StorageAccounts accounts;
    private final Registries registries;
    private final KeptAnswers<CardQuery.Kept, Sight> kept;
    private final KeptRefusals refusals;
    private final InstantSource clock;
    private final Duration patience;

    public Cards(
            Arm arm, Degradations degradations, RegistryAccess registries, InstantSource clock) {
        this(arm, degradations, new RegistryImages(registries), clock, PATIENCE);
    }

    Cards(
            Arm arm,
            Degradations degradations,
            RegistryImages images,
            InstantSource clock,
            Duration patience) {
        this.arm = arm;
        this.degradations = degradations;
        this.clusters = new Clusters(degradations);
        this.accounts = new StorageAccounts(degradations);
        this.registries = new Registries(degradations, images);
        this.kept = new KeptAnswers<>(FRESH, FAILED, clock);
        this.refusals = new KeptRefusals(FAILED, clock);
        this.clock = clock;
        this.patience = patience;
    }

    /** {@code {clusters: […], fetched_at}}. */
    public Card aks(Identity who, CardQuery query) {
        return card("aks", who, query, Clusters.empty(), clusters::look);
    }

    /**
     * One account, or {@code {items: […]}} unless exactly one is named; with {@code fetched_at}.
     */
    public Card storage(Identity who, CardQuery query) {
        Map<String, Object> empty =
                query.names().size() == 1
                        ? StorageAccounts.empty(query.names().getFirst())
                        : Fields.of("items", List.of());
        return card("storage", who, query, empty, accounts::look);
    }

    /**
     * One registry, or {@code {items: […]}} unless exactly one is named; with {@code fetched_at}.
     */
    public Card acr(Identity who, CardQuery query) {
        Map<String, Object> empty =
                query.names().size() == 1
                        ? Registries.empty(query.names().getFirst(), query.expected())
                        : Fields.of("items", List.of());
        return card("acr", who, query, empty, registries::look);
    }

    /** {@code {resource_groups: […], fetched_at}} of a subscription. */
    public Card resourceGroups(Identity who, CardQuery query) {
        return card("groups", who, query, ResourceGroups.empty(), ResourceGroups::look);
    }

    private Card card(
            String kind,
            Identity who,
            CardQuery query,
            Map<String, Object> empty,
            BiFunction<Round, CardQuery, Asked<Sight>> look) {
        return switch (ask(kind, who, query, look)) {
            case Asked.Answered<Sight>(Sight sight, var used, var reason) ->
                    new Card(sight.body(), sight.degradations(), used, reason);
            case Asked.Refused<Sight> refused ->
                    degraded(refused, query, empty, DownstreamIdentity.NONE);
            case Asked.Failed<Sight> failed -> degraded(failed, query, empty, failed.used());
        };
    }

    private Card degraded(
            Asked<Sight> failure,
            CardQuery query,
            Map<String, Object> empty,
            DownstreamIdentity used) {
        Target target = query.target();
        List<Degradation> why = degradations.of(failure, target).stream().toList();
        Map<String, Object> body = new LinkedHashMap<>(empty);
        why.forEach(each -> body.putAll(each.json()));
        body.put("fetched_at", clock.instant().toString());
        return new Card(body, why, used, failure.reason());
    }

    private Asked<Sight> ask(
            String kind,
            Identity who,
            CardQuery query,
            BiFunction<Round, CardQuery, Asked<Sight>> look) {
        boolean browser = query.target().browser();
        return switch (granted(who, browser, query.fresh())) {
            case Asked.Refused<Granted>(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Asked.Failed<Granted>(var fault, var used, var reason) ->
                    new Asked.Failed<>(fault, used, reason);
            case Asked.Answered<Granted>(Granted granted, var _, var _) ->
                    kept.get(
                            who.caller(),
                            granted,
                            query.kept(kind),
                            query.fresh(),
                            () -> look(who, granted, query, look));
        };
    }

    private Asked<Granted> granted(Identity who, boolean browser, boolean fresh) {
        return refusals.get(
                who.caller(),
                browser,
                fresh,
                () -> {
                    try (var questions = new SideBySide(patience)) {
                        return questions.ask(() -> authorize(who)).answer();
                    }
                });
    }

    private Asked<Granted> authorize(Identity who) {
        return switch (arm.authorize(who)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted -> new Asked.Answered<>(granted, granted.used(), granted.reason());
        };
    }

    private Asked<Sight> look(
            Identity who,
            Granted granted,
            CardQuery query,
            BiFunction<Round, CardQuery, Asked<Sight>> look) {
        try (var questions = new SideBySide(patience)) {
            return look.apply(new Round(arm, who, granted, questions), query).map(this::dated);
        }
    }

    private Sight dated(Sight sight) {
        Map<String, Object> body = new LinkedHashMap<>(sight.body());
        body.put("fetched_at", clock.instant().toString());
        return new Sight(body, sight.degradations());
    }
}
