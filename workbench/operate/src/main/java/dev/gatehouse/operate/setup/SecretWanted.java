package dev.gatehouse.operate.setup;

/** Whether a client secret is made. */
public enum SecretWanted {
    /** None is. */
    NONE,
    /** One is, unless the registration has one that still holds. */
    IF_MISSING,
    /** One is in any case; those that are there stay until somebody removes them. */
    ANOTHER
}
