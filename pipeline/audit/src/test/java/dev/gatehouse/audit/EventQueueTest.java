package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    @Test
    void handsOutInOrder() {
        var queue = new EventQueue(64);
        AuditEvent first = Events.read().request("1").build();
        AuditEvent second = Events.read().request("2").build();
        assertThat(queue.offer(first, 0)).isTrue();
        assertThat(queue.offer(second, 0)).isTrue();
        assertThat(queue.poll()).isEqualTo(first);
        assertThat(queue.poll()).isEqualTo(second);
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void refusesWhenFullAndKeepsTheReserve() {
        var queue = new EventQueue(64);
        AuditEvent event = Events.read().build();
        int taken = 0;
        while (queue.offer(event, 8)) {
            taken++;
        }
        assertThat(taken).isEqualTo(56);
        while (queue.offer(event, 0)) {
            taken++;
        }
        assertThat(taken).isEqualTo(64);
        queue.poll();
        assertThat(queue.offer(event, 0)).isTrue();
    }

    @Test
    void losesNothingOfManyProducers() throws InterruptedException {
        int producers = 4;
        int each = 5_000;
        var queue = new EventQueue(256);
        var threads = new ArrayList<Thread>();
        for (int p = 0; p < producers; p++) {
            String name = Integer.toString(p);
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < each; i++) {
                                            var e = Events.read().caller(name).status(i).build();
                                            while (!queue.offer(e, 0)) {
                                                LockSupport.parkNanos(1_000);
                                            }
                                        }
                                    }));
        }
        int[] next = new int[producers];
        for (int seen = 0; seen < producers * each; ) {
            if (queue.poll() instanceof AuditEvent event) {
                int producer = Integer.parseInt(event.caller());
                assertThat(event.status()).isEqualTo(next[producer]++);
                seen++;
            } else {
                Thread.onSpinWait();
            }
        }
        assertThat(List.of(next[0], next[1], next[2], next[3])).containsOnly(each);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
