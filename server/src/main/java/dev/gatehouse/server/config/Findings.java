package dev.gatehouse.server.config;

import java.util.ArrayList;
import java.util.List;

/** What comes to light while the configuration is read. Belongs to one reading, one thread. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final List<ConfigReport.Entry> entries = new ArrayList<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    /** Whether what was to stand there is known to be wrong, so that its lack is no news. */
    boolean faultyAt(String key) {
        return problems.stream()
                .anyMatch(
                        it ->
                                it.key().equals(key)
                                        || it.key().startsWith(key + ".")
                                        || it.key().startsWith(key + "[")
                                        || it.meant().filter(key::equals).isPresent());
    }

    void warn(String key, String text) {
        warnings.add(new Warning(key, text));
    }

    void effective(String key, String shown, Origin origin) {
        entries.add(new ConfigReport.Entry(key, shown, origin));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    List<ConfigReport.Entry> entries() {
        return List.copyOf(entries);
    }
}
