package dev.gatehouse.audit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Intents whose completion was not seen. Written by one thread, read by any. A completion closes
 * the oldest intent of its request id.
 */
final class OpenIntents {
    private final ConcurrentSkipListMap<Long, AuditEvent> bySeq = new ConcurrentSkipListMap<>();
    private final Map<String, Queue<Long>> byRequest = new HashMap<>();

    /** Takes an event of any phase into account. */
    void see(long seq, AuditEvent event) {
        switch (event.phase()) {
            case EVENT -> {}
            case INTENT -> {
                bySeq.put(seq, event);
                byRequest.computeIfAbsent(event.requestId(), _ -> new ArrayDeque<>(1)).add(seq);
            }
            case COMPLETION -> close(event.requestId());
        }
    }

    /** The number of the oldest open intent, or {@code none} if all are complete. */
    long firstOr(long none) {
        var first = bySeq.firstEntry();
        return first == null ? none : first.getKey();
    }

    /** Open intents, oldest first. */
    List<AuditEntry> list() {
        return bySeq.entrySet().stream()
                .map(open -> new AuditEntry(open.getKey(), 1, open.getValue()))
                .toList();
    }

    private void close(String requestId) {
        Queue<Long> open = byRequest.get(requestId);
        if (open == null) {
            return;
        }
        Long seq = open.poll();
        if (seq != null) {
            bySeq.remove(seq);
        }
        if (open.isEmpty()) {
            byRequest.remove(requestId);
        }
    }
}
