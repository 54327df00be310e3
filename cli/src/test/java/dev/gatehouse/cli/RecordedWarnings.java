package dev.gatehouse.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the product logs as a warning or worse while this is open. */
final class RecordedWarnings implements AutoCloseable {
    private final Logger product = (Logger) LoggerFactory.getLogger("dev.gatehouse");
    private final ListAppender<ILoggingEvent> kept = new ListAppender<>();

    RecordedWarnings() {
        kept.start();
        product.addAppender(kept);
    }

    /** The message and the keys of each. */
    List<String> lines() {
        return kept.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    @Override
    public void close() {
        product.detachAppender(kept);
    }
}
