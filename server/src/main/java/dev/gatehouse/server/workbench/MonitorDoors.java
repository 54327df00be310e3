package dev.gatehouse.server.workbench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.authenticate.Authentication.Authenticated;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.arm.Identity;
import dev.gatehouse.operate.monitor.Card;
import dev.gatehouse.operate.monitor.CardQuery;
import dev.gatehouse.operate.monitor.Cards;
import dev.gatehouse.operate.monitor.DegradedNotices;
import dev.gatehouse.operate.monitor.Target;
import dev.gatehouse.server.http.Answer;
import dev.gatehouse.server.http.Call;
import dev.gatehouse.server.http.ErrorAnswers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The cards of the estate. A card that Azure denies is an answer, status 200 (S1.19). */
public final class MonitorDoors {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUBSCRIPTION = "subscription_id";
    private static final String GROUP = "resource_group";
    private static final String NAME = "name";
    private static final String EXPECTED = "expected";
    private static final String FRESH = "fresh";

    private final Cards cards;
    private final ErrorAnswers errors;
    private final DegradedNotices notices;
    private final Function<Authenticated, Identity> identities;

    /**
     * @param identities as whom Azure is asked for a caller
     */
    public MonitorDoors(
            Cards cards,
            ErrorAnswers errors,
            DegradedNotices notices,
            Function<Authenticated, Identity> identities) {
        this.cards = cards;
        this.errors = errors;
        this.notices = notices;
        this.identities = identities;
    }

    /** {@code GET /api/resource-groups?subscription_id=}. */
    public Answer resourceGroups(Call call) {
        return answer(call, "resource-groups", _ -> false, cards::resourceGroups);
    }

    /** {@code GET /api/monitor/aks?subscription_id=&resource_group=[&name=…]}. */
    public Answer aks(Call call) {
        return answer(call, "monitor.aks", AzureNames::isCluster, cards::aks);
    }

    /** {@code GET /api/monitor/storage?subscription_id=&resource_group=[&name=…]}. */
    public Answer storage(Call call) {
        return answer(call, "monitor.storage", AzureNames::isStorage, cards::storage);
    }

    /** {@code GET /api/monitor/acr?subscription_id=&resource_group=[&name=…][&expected=…]}. */
    public Answer acr(Call call) {
        return answer(call, "monitor.acr", AzureNames::isRegistry, cards::acr);
    }

    private Answer answer(
            Call call,
            String op,
            Predicate<String> name,
            BiFunction<Identity, CardQuery, Card> look) {
        boolean inGroup = !op.equals("resource-groups");
        Optional<String> unfit = unfit(call, inGroup, name);
        if (unfit.isPresent()) {
            return refusal(call, unfit.get());
        }
        Authenticated caller = call.authenticated();
        Card card = look.apply(identities.apply(caller), query(call, caller, inGroup));
        notices.tell(op, card.degradations());
        return Answer.json(200, JSON.valueToTree(card.body()).toString())
                .actedAs(card.used(), card.reason());
    }

    /** The first parameter that Azure would not take (S1.29); empty if all are fit. */
    private static Optional<String> unfit(Call call, boolean inGroup, Predicate<String> name) {
        Map<String, Boolean> fits = new LinkedHashMap<>();
        fits.put(SUBSCRIPTION, one(call, SUBSCRIPTION, AzureNames::isGuid));
        fits.put(GROUP, !inGroup || one(call, GROUP, AzureNames::isGroup));
        fits.put(NAME, all(call, NAME, name));
        fits.put(EXPECTED, all(call, EXPECTED, MonitorDoors::isImage));
        fits.put(FRESH, all(call, FRESH, text -> text.equals("true") || text.equals("false")));
        return fits.entrySet().stream()
                .filter(fit -> !fit.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean one(Call call, String parameter, Predicate<String> fit) {
        return values(call, parameter).size() == 1 && all(call, parameter, fit);
    }

    private static boolean all(Call call, String parameter, Predicate<String> fit) {
        Set<String> values = values(call, parameter);
        return values.size() <= CardQuery.MOST && values.stream().allMatch(fit);
    }

    private static Set<String> values(Call call, String parameter) {
        return new LinkedHashSet<>(call.query().getOrDefault(parameter, List.of()));
    }

    private static CardQuery query(Call call, Authenticated caller, boolean inGroup) {
        Target anywhere = Target.of(caller.principal(), caller.via() == Via.SESSION);
        String subscription = call.parameter(SUBSCRIPTION).orElseThrow();
        return new CardQuery(
                inGroup
                        ? anywhere.in(subscription, call.parameter(GROUP).orElseThrow())
                        : anywhere.in(subscription),
                List.copyOf(values(call, NAME)),
                values(call, EXPECTED).stream().map(MonitorDoors::image).toList(),
                call.parameter(FRESH).orElse("").equals("true"));
    }

    private static boolean isImage(String text) {
        int colon = text.lastIndexOf(':');
        return colon > 0
                && AzureNames.isRepository(text.substring(0, colon))
                && AzureNames.isTag(text.substring(colon + 1));
    }

    private static CardQuery.Image image(String text) {
        int colon = text.lastIndexOf(':');
        return new CardQuery.Image(text.substring(0, colon), text.substring(colon + 1));
    }

    private Answer refusal(Call call, String parameter) {
        var refusal =
                Refusal.of(
                                RefusalCode.INVALID_REQUEST,
                                "The parameter " + parameter + " is missing or is no valid value.")
                        .with("parameter", parameter);
        return errors.of(refusal, call.requestId());
    }
}
