package dev.gatehouse.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the audit: also in a process that does not write it. Safe for use by many threads. */
public final class AuditReader {
    private final AuditStore store;

    public AuditReader(AuditStore store) {
        this.store = store;
    }

    /** Checks the whole chain. */
    public Verification verify() {
        return Verification.of(store);
    }

    /** What matches, newest first. */
    public List<AuditEntry> query(AuditQuery query) {
        var found = new ArrayList<AuditEntry>();
        store.read(
                snapshot -> {
                    snapshot.newestFirst(
                            query.from(),
                            query.to(),
                            block -> {
                                for (AuditEntry entry : entries(block).reversed()) {
                                    if (found.size() < query.limit()
                                            && query.matches(entry.event())) {
                                        found.add(entry);
                                    }
                                }
                                return found.size() < query.limit();
                            });
                    return found;
                });
        return List.copyOf(found);
    }

    /** The number of the newest event; 0 if there is none. Where {@link #follow} starts to wait. */
    public long lastSeq() {
        return store.read(snapshot -> snapshot.head().map(ChainMark::seq).orElse(0L));
    }

    /**
     * Hands on what was written after event {@code seq}, oldest first, at most 10,000 events or the
     * end of the block in which they end.
     *
     * @return the last event handed on, or {@code seq}: the argument of the next call
     */
    public long follow(long seq, Consumer<AuditEntry> each) {
        var fresh = new ArrayList<AuditEntry>();
        store.read(
                snapshot -> {
                    snapshot.from(
                            seq + 1,
                            block -> {
                                entries(block).stream()
                                        .filter(entry -> entry.seq() > seq)
                                        .forEach(fresh::add);
                                return fresh.size() < 10_000;
                            });
                    return fresh;
                });
        fresh.forEach(each);
        return fresh.isEmpty() ? seq : fresh.getLast().seq();
    }

    /**
     * Writes everything as lines of JSON: the checkpoint if there is one, then for each block a
     * line with its numbers and hashes and its events exactly as they were hashed, then the head.
     *
     * @throws AuditUnavailable if the store fails or {@code out} does
     */
    public void export(OutputStream out) {
        store.read(
                snapshot -> {
                    snapshot.checkpoint().ifPresent(mark -> write(out, line("checkpoint", mark)));
                    snapshot.from(
                            0,
                            block -> {
                                write(out, line(block));
                                write(out, block.payload());
                                return true;
                            });
                    snapshot.head().ifPresent(mark -> write(out, line("head", mark)));
                    return out;
                });
    }

    private static byte[] line(AuditBlock block) {
        return """
        {"block":{"firstSeq":%d,"lastSeq":%d,"firstTime":%d,"lastTime":%d,"count":%d,\
        "bytes":%d,"previousHash":"%s","hash":"%s"}}
        """
                .formatted(
                        block.firstSeq(),
                        block.lastSeq(),
                        AuditBlock.micros(block.firstTime()),
                        AuditBlock.micros(block.lastTime()),
                        block.count(),
                        block.payload().length,
                        block.previousHash(),
                        block.hash())
                .getBytes(US_ASCII);
    }

    private static byte[] line(String name, ChainMark mark) {
        return """
        {"%s":{"seq":%d,"hash":"%s","bytes":%d,"openFrom":%d,"signature":"%s"}}
        """
                .formatted(
                        name,
                        mark.seq(),
                        mark.hash(),
                        mark.bytes(),
                        mark.openFrom(),
                        mark.signature())
                .getBytes(US_ASCII);
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new AuditUnavailable("the export cannot be written", e);
        }
    }

    /** The events of a block, oldest first. */
    static List<AuditEntry> entries(AuditBlock block) {
        byte[] payload = block.payload();
        var entries = new ArrayList<AuditEntry>(block.count());
        int start = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == '\n') {
                long seq = block.firstSeq() + entries.size();
                entries.add(EventDecoder.decode(seq, payload, start, i - start));
                start = i + 1;
            }
        }
        if (start != payload.length) {
            throw new AuditUnavailable("block of event " + block.firstSeq() + " is cut off");
        }
        return entries;
    }
}
