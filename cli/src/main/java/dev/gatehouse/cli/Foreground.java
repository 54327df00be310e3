package dev.gatehouse.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a server in the foreground until it is told to stop. */
final class Foreground {
    private Foreground() {}

    /**
     * Waits for SIGINT or SIGTERM, runs {@code stop}, and ends the process: with 0 if the stop was
     * clean, so that a supervisor sees an orderly end, else with {@link ExitCode#FAILED}. Does not
     * return.
     */
    static void until(Runnable stop) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> end(stop)));
        new CountDownLatch(1).await();
    }

    private static void end(Runnable stop) {
        int exit = ExitCode.FAILED.code();
        try {
            stop.run();
            exit = ExitCode.OK.code();
        } finally {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(exit);
        }
    }
}
