package dev.gatehouse.operate.monitor;

/**
 * Why an answer shows less than was asked for. The codes are a contract and never change. All that
 * is written about them elsewhere (the console's types, the page of the documentation, the names of
 * metrics) is generated from here.
 */
public sealed interface Degraded permits DegradedReason, Degraded.HttpStatus {
    /** The counter of degraded answers, with the labels {@code op} and {@code reason}. */
    String METRIC = "gatehouse_degraded_total";

    /** The name in answers, metrics and logs, for example {@code auth_wrong_tenant}. */
    String code();

    /** What a chip says: two or three words, never OK. */
    String label();

    Tone tone();

    /** One sentence: what is wrong. */
    String cause();

    /** One sentence: what the person can do, where their own rights were judged. */
    String remedy();

    /** One sentence: what helps where Gatehouse's own identity was judged. */
    String platformRemedy();

    /** Whether it is about who asks and what they may do, so that the banner shows it. */
    boolean authIssue();

    /** Smaller is worse; of several reasons the smallest is shown first. */
    int severity();

    /** How loud a chip is. */
    enum Tone {
        DANGER,
        WARNING,
        MUTED;

        /** For example {@code danger}. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Azure answered with a status that has no name of its own here: {@code http_409}.
     *
     * @param status 100 to 599
     */
    record HttpStatus(int status) implements Degraded {
        /** What all their codes begin with. */
        public static final String PREFIX = "http_";

        public HttpStatus {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("no HTTP status: " + status);
            }
        }

        @Override
        public String code() {
            return PREFIX + status;
        }

        @Override
        public String label() {
            return "Degraded";
        }

        @Override
        public Tone tone() {
            return Tone.WARNING;
        }

        @Override
        public String cause() {
            return "Azure answered with an unexpected HTTP status.";
        }

        @Override
        public String remedy() {
            return "Try again; if it persists, look at the service's health in Azure.";
        }

        @Override
        public String platformRemedy() {
            return remedy();
        }

        @Override
        public boolean authIssue() {
            return false;
        }

        @Override
        public int severity() {
            return Integer.MAX_VALUE;
        }
    }
}
