package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.OperationRecords;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records in a map. */
final class MemoryRecords implements OperationRecords {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized Insertion insert(Row row) {
        for (Row other : rows.values()) {
            if (row.idempotency().isPresent() && other.idempotency().equals(row.idempotency())) {
                return new Insertion.KeyKnown(other);
            }
        }
        for (Row other : rows.values()) {
            if (other.active() && other.resource().equals(row.resource())) {
                return new Insertion.Busy(other);
            }
        }
        rows.put(row.id(), row);
        return new Insertion.Inserted();
    }

    @Override
    public synchronized void update(Row row) {
        rows.put(row.id(), row);
    }

    @Override
    public synchronized Optional<Row> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized Optional<Row> known(String idempotency) {
        return rows.values().stream()
                .filter(row -> row.idempotency().filter(idempotency::equals).isPresent())
                .findFirst();
    }

    @Override
    public synchronized List<Row> newest(Optional<String> owner, int most) {
        return rows.values().stream()
                .filter(row -> owner.isEmpty() || owner.get().equals(row.owner()))
                .sorted(Comparator.comparing(Row::createdAt).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Row> active() {
        return rows.values().stream().filter(Row::active).toList();
    }

    @Override
    public synchronized int prune(Instant before) {
        int size = rows.size();
        rows.values().removeIf(row -> !row.active() && row.createdAt().isBefore(before));
        return size - rows.size();
    }
}
