package dev.gatehouse.kernel;

/**
 * What a caller may do in Gatehouse. Every role includes {@link #VIEWER}; {@link #ADMIN} includes
 * all.
 */
public enum Role {
    ADMIN("Admin"),
    PM("PM"),
    ANALYST("Analyst"),
    VIEWER("Viewer");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The spelling used in configuration and answers. */
    public String label() {
        return label;
    }

    /** Whether a holder of this role may do what {@code other} may. */
    public boolean includes(Role other) {
        return this == other || this == ADMIN || other == VIEWER;
    }
}
