package dev.gatehouse.server.gate;

import java.io.IOException;

/** The listeners could not be opened. The message names the address and what helps. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListen(String host, int port, Throwable cause) {
        super(
                isInUse(cause)
                        ? "port "
                                + port
                                + " of "
                                + host
                                + " is in use. Stop what listens there, or choose another with"
                                + " --port or listen.port."
                        : "it cannot listen on port "
                                + port
                                + " of "
                                + host
                                + ": "
                                + cause.getMessage(),
                cause);
    }

    /**
     * Netty's native transport does not throw the JDK's {@code BindException}; what both have is
     * the system's text.
     */
    private static boolean isInUse(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("already in use");
    }
}
