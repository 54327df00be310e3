package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogsTest {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

    @Test
    void jsonLinesHoldKeysAndNoSecret() throws Exception {
        String line = line("JSON", "token.rejected");
        var json = new ObjectMapper().readTree(line);
        assertThat(json.path("event").asText()).isEqualTo("token.rejected");
        assertThat(json.path("code").asText()).isEqualTo("invalid_token");
        assertThat(json.path("stack_trace").asText()).contains("IllegalStateException");
        assertThat(line).doesNotContain("eyJ").endsWith(System.lineSeparator());
    }

    @Test
    void linesForPeopleHoldKeysAndNoSecret() throws Exception {
        assertThat(line("HUMAN", "token.rejected"))
                .contains("token.rejected", "code=invalid_token")
                .doesNotContain("eyJ");
    }

    @Test
    void secretsInTheMessageItselfAreMaskedToo() throws Exception {
        assertThat(line("JSON", "Bearer abcdefgh " + TOKEN)).doesNotContain("abcdefgh", "eyJ");
    }

    @Test
    void levelIsReadFromTheEnvironment() {
        assertThat(Logs.level(Map.of("GATEHOUSE_LOG", " Debug "), "info")).isEqualTo("debug");
        assertThat(Logs.level(Map.of(), "warn")).isEqualTo("warn");
    }

    @Test
    void unknownLevelIsRefused() {
        assertThatThrownBy(() -> Logs.level(Map.of("GATEHOUSE_LOG", "loud"), "info"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("off, error, warn, info, debug, trace");
    }

    private static String line(String form, String message) throws JoranException {
        var context = new LoggerContext();
        context.putProperty("gatehouse.log.form", form);
        context.putProperty("gatehouse.log.level", "info");
        context.setMDCAdapter(new LogbackMDCAdapter());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogsTest.class.getResource("/logback.xml"));
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender(form);
        var event =
                new LoggingEvent(
                        "caller",
                        root,
                        Level.WARN,
                        message,
                        new IllegalStateException("bad " + TOKEN),
                        new Object[0]);
        event.setKeyValuePairs(
                List.of(
                        new KeyValuePair("code", "invalid_token"),
                        new KeyValuePair("bearer", TOKEN)));
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }
}
