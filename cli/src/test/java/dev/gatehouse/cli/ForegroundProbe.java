package dev.gatehouse.cli;

/** A program that waits as a server does; see {@link ForegroundIT}. */
final class ForegroundProbe {
    private ForegroundProbe() {}

    public static void main(String[] args) throws InterruptedException {
        boolean faulty = args.length > 0;
        System.out.println("ready");
        Foreground.until(
                () -> {
                    if (faulty) {
                        throw new IllegalStateException("cannot stop");
                    }
                    System.out.println("stopped");
                });
    }
}
