package dev.gatehouse.cli;

/**
 * Says on Ctrl-C that what is followed goes on: to the process it is an order to stop, to the
 * operation it is nothing. Close it once the end is known.
 */
final class Leaving implements AutoCloseable {
    private final Thread hook;

    private Leaving(Thread hook) {
        this.hook = hook;
    }

    /**
     * @param sentence printed if the process is told to stop before this is closed
     */
    static Leaving saying(Surroundings surroundings, String sentence) {
        Thread hook =
                Thread.ofPlatform()
                        .name("leaving")
                        .unstarted(
                                () -> {
                                    if (surroundings.terminal()) {
                                        surroundings.err().println();
                                    }
                                    surroundings.err().println(sentence);
                                    surroundings.err().flush();
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Leaving(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the process ends, and the hook runs
        }
    }
}
