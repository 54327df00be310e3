package dev.gatehouse.operate.setup;

/** Hears how far it is. */
public interface Progress {
    /** A step that changes something was carried out. */
    void done(String step);

    /** A step has to wait, for example until a replica knows what was just made. */
    void waiting(String step, String why);
}
