package dev.gatehouse.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventEncoderTest {
    private final EventEncoder encoder = new EventEncoder();

    @Test
    void laysAnEventOutAsOneLine() {
        assertThat(text(Events.read().build(), 1))
                .isEqualTo(
                        """
                        {"time":"2026-11-22T12:00:00.123456Z","request":"r1",\
                        "tenant":"c0000000-0000-4000-8000-000000000001","caller":"c1",\
                        "kind":"user","via":"bearer","method":"GET","path":"/orders/1",\
                        "rule":"routes[0]","outcome":"allowed","actedAs":"user",\
                        "upstream":"orders","status":200,"micros":35}
                        """);
    }

    @Test
    void saysTheCountIfThereWereMoreThanOne() {
        assertThat(text(Events.read().build(), 7)).contains("\"count\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "quote \" and backslash \\",
                "line\nfeed, tab\t, null \u0000, delete \u007f",
                "Zürich, 東京, 😀",
                "{\"forged\":\"line\"}\n{\"seq\":1}"
            })
    void readsBackWhatItWrote(String reason) {
        AuditEvent event = Events.read().path("/" + reason).reason(reason).build();
        encoder.append(event, 3);
        byte[] line = encoder.toBytes();
        assertThat(EventDecoder.decode(9, line, 0, line.length))
                .isEqualTo(new AuditEntry(9, 3, event));
        assertThat(new String(line, UTF_8).lines()).hasSize(1);
    }

    @Test
    void replacesHalfACharacter() {
        assertThat(text(Events.read().reason("a\ud800b").build(), 1)).contains("\"a?b\"");
    }

    @Test
    void keepsThePhase() {
        for (AuditEvent event : new AuditEvent[] {Events.intent("a"), Events.completion("a")}) {
            encoder.clear();
            encoder.append(event, 1);
            byte[] line = encoder.toBytes();
            assertThat(EventDecoder.decode(1, line, 0, line.length).event()).isEqualTo(event);
        }
    }

    @Test
    void roundsTimesDownToMicroseconds() {
        Instant time = Instant.parse("2026-01-02T03:04:05.000009999Z");
        assertThat(text(Events.read().at(time).build(), 1)).contains("03:04:05.000009Z");
        assertThat(text(Events.read().at(Instant.EPOCH).build(), 1))
                .contains("1970-01-01T00:00:00.000000Z");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(Events.read().path("/".repeat(600)).build().path()).hasSize(512);
        assertThat(Events.read().request("r".repeat(300)).build().requestId()).hasSize(256);
    }

    private String text(AuditEvent event, long count) {
        encoder.clear();
        encoder.append(event, count);
        return new String(encoder.toBytes(), UTF_8);
    }
}
