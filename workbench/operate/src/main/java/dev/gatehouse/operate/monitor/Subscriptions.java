package dev.gatehouse.operate.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The enabled subscriptions that an identity sees, sorted by name.
 *
 * @param list at most {@link #MOST}
 * @param truncated whether there are more
 */
public record Subscriptions(List<Subscription> list, boolean truncated) {
    /** How many are shown. */
    public static final int MOST = 100;

    private static final Comparator<Subscription> BY_NAME =
            Comparator.comparing(Subscription::displayName, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(Subscription::subscriptionId);

    public Subscriptions {
        list = List.copyOf(list);
    }

    /** One of them, as Azure names its parts. */
    public record Subscription(
            String subscriptionId, String displayName, String tenantId, String state) {
        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("subscriptionId", subscriptionId);
            json.put("displayName", displayName);
            json.put("tenantId", tenantId);
            json.put("state", state);
            return json;
        }
    }

    /**
     * @param more whether Azure had more than {@code found}
     */
    static Subscriptions of(Collection<Subscription> found, boolean more) {
        List<Subscription> enabled =
                found.stream()
                        .filter(subscription -> subscription.state().equals("Enabled"))
                        .sorted(BY_NAME)
                        .toList();
        boolean tooMany = enabled.size() > MOST;
        return new Subscriptions(tooMany ? enabled.subList(0, MOST) : enabled, tooMany || more);
    }

    /** {@code {subscriptions: […], subscriptions_error?}}. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        var items = new ArrayList<Map<String, Object>>();
        list.forEach(subscription -> items.add(subscription.json()));
        json.put("subscriptions", items);
        if (truncated) {
            json.put("subscriptions_error", "subscriptions_truncated");
        }
        return json;
    }
}
