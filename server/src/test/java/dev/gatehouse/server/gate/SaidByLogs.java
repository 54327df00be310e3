package dev.gatehouse.server.gate;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The codes that a class logs, in order, as long as this is open. */
final class SaidByLogs implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> codes = new LinkedBlockingQueue<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    var pairs = event.getKeyValuePairs();
                    (pairs == null ? List.<org.slf4j.event.KeyValuePair>of() : pairs)
                            .stream()
                                    .filter(pair -> pair.key.equals("code"))
                                    .forEach(pair -> codes.add(String.valueOf(pair.value)));
                }
            };

    SaidByLogs(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        appender.start();
        logger.addAppender(appender);
    }

    /** Waits until the code was logged; what came before it is forgotten. */
    void await(String code) throws InterruptedException {
        String next = codes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null && !next.equals(code)) {
            next = codes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (next == null) {
            throw new AssertionError(code + " was not logged");
        }
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
