package dev.gatehouse.authenticate;

/** How a caller showed who they are. */
public enum Via {
    /** An {@code Authorization: Bearer} header; a browser does not send it by itself. */
    BEARER,
    /** The session cookie; requests that change state need proof against forgery too. */
    SESSION
}
