package dev.gatehouse.emulator.web;

import java.util.Locale;

/** The emulated services, as the exchange log and the fault rules name them. */
public enum Service {
    ENTRA,
    GRAPH,
    ARM,
    IDENTITY,
    OPENAI,
    SESSIONS,
    EMULATOR;

    /** The name in JSON: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
