package dev.gatehouse.operate.setup;

/** Setting up cannot go on. The message says why and what helps; it holds no secret. */
public final class SetupStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SetupStopped(String message) {
        super(message);
    }
}
