package dev.gatehouse.cli;

import java.net.BindException;

/** Why a start failed, in one sentence that says what to do. */
final class StartFailure {
    private StartFailure() {}

    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "its port is in use. Stop what listens there, or choose another port.";
            }
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
