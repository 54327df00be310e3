package dev.gatehouse.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditReaderTest {
    private final MemoryAuditStore store = new MemoryAuditStore();
    private final AuditReader reader = new AuditReader(store);

    @BeforeEach
    void sixEventsInTwoBlocks() {
        try (var log = new AuditLog(store, InstantSource.fixed(Events.NOON))) {
            for (int i = 0; i < 6; i++) {
                Events event =
                        Events.read()
                                .request("r" + i)
                                .caller("c" + i % 2)
                                .at(Events.NOON.plusSeconds(i));
                log.record((i == 4 ? event.refused("no_role", 403) : event).build());
                if (i == 2) {
                    log.flush();
                }
            }
        }
        assertThat(store.blocks).hasSize(2);
    }

    @Test
    void answersNewestFirstUpToTheLimit() {
        assertThat(requests(AuditQuery.newest(4))).containsExactly("r5", "r4", "r3", "r2");
    }

    @Test
    void filters() {
        AuditQuery all = AuditQuery.newest(100);
        assertThat(requests(all.ofCaller("c1"))).containsExactly("r5", "r3", "r1");
        assertThat(requests(all.withCode("no_role"))).containsExactly("r4");
        assertThat(requests(all.withOutcome("denied"))).containsExactly("r4");
        assertThat(requests(all.ofTenant("other"))).isEmpty();
        Instant second = Events.NOON.plusSeconds(1);
        assertThat(requests(all.between(second, second.plusSeconds(2))))
                .containsExactly("r3", "r2", "r1");
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThatThrownBy(() -> AuditQuery.newest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuditQuery.newest(10_001))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void followsFromAnEvent() {
        var seen = new ArrayList<Long>();
        assertThat(reader.follow(2, entry -> seen.add(entry.seq()))).isEqualTo(6);
        assertThat(seen).containsExactly(3L, 4L, 5L, 6L);
        assertThat(reader.follow(6, entry -> seen.add(entry.seq()))).isEqualTo(6);
        assertThat(reader.lastSeq()).isEqualTo(6);
    }

    @Test
    void exportsBlocksAsTheyWereHashed() {
        var out = new ByteArrayOutputStream();
        reader.export(out);
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(2 + 6 + 1);
        AuditBlock first = store.blocks.getFirst();
        assertThat(lines.getFirst())
                .startsWith("{\"block\":{\"firstSeq\":1,\"lastSeq\":3,")
                .endsWith("\"hash\":\"" + first.hash() + "\"}}");
        assertThat(String.join("\n", lines.subList(1, 4)) + "\n")
                .isEqualTo(new String(first.payload(), UTF_8));
        assertThat(lines.getLast()).startsWith("{\"head\":{\"seq\":6,");
    }

    private List<String> requests(AuditQuery query) {
        return reader.query(query).stream().map(entry -> entry.event().requestId()).toList();
    }
}
