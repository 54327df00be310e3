package dev.gatehouse.server.config;

/** Where a value comes from; later ones win. */
public sealed interface Origin {
    /** Nobody set it. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** The configuration file; {@code line} counts from 1. */
    record File(String name, int line) implements Origin {
        @Override
        public String toString() {
            return name + ":" + line;
        }
    }

    /** An environment variable. */
    record Environment(String name) implements Origin {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    /** The command line. */
    record CommandLine() implements Origin {
        @Override
        public String toString() {
            return "--set";
        }
    }
}
