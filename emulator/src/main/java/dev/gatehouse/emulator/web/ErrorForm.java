package dev.gatehouse.emulator.web;

/** How a service words the errors that the HTTP kit finds: no such route, unreadable input. */
@FunctionalInterface
public interface ErrorForm {
    /**
     * The service's own error.
     *
     * @param status the HTTP status
     * @param message plain English, without any of the request's content
     */
    Response error(Request request, int status, String message);
}
