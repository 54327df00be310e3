package dev.gatehouse.kernel;

/**
 * Whose token really went downstream, for the audit and the {@code X-Downstream-Identity} header.
 */
public enum DownstreamIdentity {
    USER("user"),
    PLATFORM("managed-identity"),
    NONE("none");

    private final String wire;

    DownstreamIdentity(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
