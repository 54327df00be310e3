package dev.gatehouse.act.credentials;

/**
 * Whether the route lets Gatehouse's own identity stand in when the caller's token cannot be had.
 */
public enum Fallback {
    /** The route is marked for it; by default GET and HEAD are. */
    ALLOWED,
    /** Never on this route. */
    FORBIDDEN
}
