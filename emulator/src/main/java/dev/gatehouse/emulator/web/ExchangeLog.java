package dev.gatehouse.emulator.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was asked and by whom: the newest exchanges, and counts of all since the last clearing.
 * Thread-safe.
 */
public final class ExchangeLog {
    private static final Set<String> FIELDS =
            Set.of(
                    "service",
                    "method",
                    "path",
                    "status",
                    "caller.kind",
                    "caller.tid",
                    "caller.oid",
                    "caller.appid",
                    "grant");

    private final int capacity;
    private final Deque<Exchange> newest = new ArrayDeque<>();
    private final Map<String, Map<String, Long>> services = new TreeMap<>();
    private final Map<String, Long> grants = new TreeMap<>();
    private long total;

    /**
     * An empty log.
     *
     * @param capacity how many exchanges it remembers; counts go on beyond
     */
    public ExchangeLog(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an exchange. */
    public synchronized void record(Exchange exchange) {
        if (newest.size() == capacity) {
            newest.removeFirst();
        }
        newest.addLast(exchange);
        total++;
        services.computeIfAbsent(exchange.service().wire(), _ -> new TreeMap<>())
                .merge(exchange.callerKind(), 1L, Long::sum);
        exchange.grant().ifPresent(type -> grants.merge(type, 1L, Long::sum));
    }

    /**
     * The remembered exchanges that match, oldest first.
     *
     * @param filters by field, for example {@code caller.kind=user}; {@code since} takes an instant
     *     and is inclusive
     * @throws MalformedRequest 400, for an unknown field or an unreadable instant
     */
    public synchronized List<Exchange> find(Map<String, String> filters) {
        filters.keySet().stream()
                .filter(name -> !name.equals("since") && !FIELDS.contains(name))
                .findFirst()
                .ifPresent(
                        _ -> {
                            throw new MalformedRequest(
                                    400, "Filter by since or one of " + FIELDS + ".");
                        });
        Instant since = since(filters);
        return newest.stream()
                .filter(exchange -> !exchange.time().isBefore(since))
                .filter(exchange -> matches(exchange, filters))
                .toList();
    }

    /** {@code {total, services{service{callerKind: n}}, grants{type: n}}}. */
    public synchronized Map<String, Object> counts() {
        Map<String, Object> copied = new TreeMap<>();
        services.forEach((service, kinds) -> copied.put(service, new TreeMap<>(kinds)));
        return Map.of("total", total, "services", copied, "grants", new TreeMap<>(grants));
    }

    /** Forgets all exchanges and counts. */
    public synchronized void clear() {
        newest.clear();
        services.clear();
        grants.clear();
        total = 0;
    }

    private static boolean matches(Exchange exchange, Map<String, String> filters) {
        return filters.entrySet().stream()
                .filter(filter -> !filter.getKey().equals("since"))
                .allMatch(
                        filter ->
                                exchange.field(filter.getKey())
                                        .filter(filter.getValue()::equalsIgnoreCase)
                                        .isPresent());
    }

    private static Instant since(Map<String, String> filters) {
        try {
            String text = filters.get("since");
            return text == null ? Instant.MIN : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedRequest(400, "since takes an instant such as 2026-01-31T12:00:00Z.");
        }
    }
}
