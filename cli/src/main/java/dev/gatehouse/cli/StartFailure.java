package dev.gatehouse.cli;

import java.net.BindException;

/** Why a start failed, for the end of a sentence. */
final class StartFailure {
    private StartFailure() {}

    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "one of them is in use.";
            }
        }
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return text.endsWith(".") ? text : text + ".";
    }
}
