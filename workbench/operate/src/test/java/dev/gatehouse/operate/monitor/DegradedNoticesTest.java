package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.operate.arm.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DegradedNoticesTest {
    private final MovableClock clock = new MovableClock();
    private final Degradation denied =
            new Degradations(new PlatformName(false, Optional.empty()))
                    .of(
                            DegradedReason.FORBIDDEN,
                            "",
                            DownstreamIdentity.USER,
                            Target.of(People.ADA, false));

    @Test
    void countsEachByOperationAndReason() {
        List<String> counted = new ArrayList<>();
        var notices = new DegradedNotices((op, why) -> counted.add(op + " " + why), clock);

        notices.tell("monitor.aks", List.of(denied, denied));
        notices.tell("monitor.acr", List.of(denied));

        assertThat(counted)
                .containsExactly(
                        "monitor.aks forbidden", "monitor.aks forbidden", "monitor.acr forbidden");
    }

    @Test
    void warnsOfOneOperationAndReasonOnceInFiveMinutes() {
        var notices = new DegradedNotices((_, _) -> {}, clock);

        assertThat(notices.isNews("monitor.aks", "forbidden")).isTrue();
        clock.advance(Duration.ofSeconds(299));
        assertThat(notices.isNews("monitor.aks", "forbidden")).isFalse();
        assertThat(notices.isNews("monitor.aks", "timeout")).isTrue();
        assertThat(notices.isNews("monitor.acr", "forbidden")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(notices.isNews("monitor.aks", "forbidden")).isTrue();
    }

    @Test
    void counterThatFailsDoesNotBreakTheAnswer() {
        var notices =
                new DegradedNotices(
                        (_, _) -> {
                            throw new IllegalStateException("no metrics today");
                        },
                        clock);

        assertThatCode(() -> notices.tell("monitor.aks", List.of(denied)))
                .doesNotThrowAnyException();
    }
}
