package dev.gatehouse.operate.monitor;

/** Whose rights Azure judged, and so who has to mend what is amiss. */
public enum Acting {
    /** A person in a browser: signs in here again. */
    BROWSER,
    /** A caller with a token of their own, had on a command line or by a program. */
    TOKEN,
    /** The identity of the host, which nobody signs in. */
    PLATFORM,
    /** The developer's own sign-in of the Azure CLI, which stands in for the host's identity. */
    DEVELOPER
}
