package dev.gatehouse.server.config;

import java.util.List;

/** What became of the configuration. */
public sealed interface Loaded {
    /** A configuration that is in use already. */
    static Loaded of(GatehouseConfig config) {
        return new Ok(config, List.of(), new ConfigReport(List.of(), config.routes(), List.of()));
    }

    /** It can be used. */
    record Ok(GatehouseConfig config, List<Warning> warnings, ConfigReport report)
            implements Loaded {
        public Ok {
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot, and this is everything that is wrong with it. */
    record Faulty(List<Problem> problems) implements Loaded {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
