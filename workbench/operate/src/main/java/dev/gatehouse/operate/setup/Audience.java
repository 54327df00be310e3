package dev.gatehouse.operate.setup;

import java.util.List;

/** Whose accounts may sign in: {@code signInAudience}, from narrow to wide. */
public enum Audience {
    /** This tenant's people. */
    HOME("AzureADMyOrg", "people of this tenant"),
    /** People of any tenant that consents. */
    ANY_TENANT("AzureADMultipleOrgs", "people of every tenant that consents");

    private static final List<String> WIDER =
            List.of("AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount");

    private final String wire;
    private final String label;

    Audience(String wire, String label) {
        this.wire = wire;
        this.label = label;
    }

    /** As Graph spells it. */
    public String wire() {
        return wire;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** Whether a registration that has {@code found} lets these people in. */
    boolean isMetBy(String found) {
        return found.equals(wire) || WIDER.contains(found);
    }
}
