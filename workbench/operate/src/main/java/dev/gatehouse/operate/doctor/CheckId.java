package dev.gatehouse.operate.doctor;

import java.util.Locale;

/** What is checked. The names are a contract: they stand in scripts, answers and {@code docs}. */
public enum CheckId {
    /** The configuration can be used. */
    CONFIGURATION("Configuration"),
    /** The Azure SDKs' variables do not contradict it. */
    ENVIRONMENT("Environment variables"),
    /** The downstream mode has the credential that it needs. */
    MODE("Downstream mode"),
    /** Nothing was opened further than usual. */
    ACCESS("Access"),
    /** Listener, public address and trusted proxies fit together. */
    LISTENER("Listener"),
    /** The data directory can be used, by this account alone. */
    STORE("Data directory"),
    /** The store opens and the audit's chain holds. */
    AUDIT("Audit"),
    /** Entra's host is reached. */
    AUTHORITY("Entra ID"),
    /** Azure Resource Manager's host is reached. */
    ARM("Azure Resource Manager"),
    /** Microsoft Graph's host is reached. */
    GRAPH("Microsoft Graph"),
    /** The hosts of the upstreams are reached. */
    UPSTREAM("Upstream"),
    /** This machine's clock agrees with Entra's. */
    CLOCK("Clock"),
    /** The tenant's OpenID metadata names the issuer that tokens must have. */
    METADATA("OpenID metadata"),
    /** The tenant publishes signing keys. */
    KEYS("Signing keys"),
    /** The registration's certificate is valid. */
    CERTIFICATE("Client certificate"),
    /** Entra accepts the registration's credential. */
    CREDENTIAL("Client credential"),
    /** The redirect address is registered. */
    REDIRECT("Redirect address"),
    /** The application is present in each admitted tenant. */
    TENANTS("Admitted tenants"),
    /** The registration has what on-behalf-of needs. */
    CONSENT("On-behalf-of"),
    /** The platform identity answers. */
    IDENTITY("Platform identity"),
    /** The platform identity gets a right token for each audience. */
    TOKENS("Platform tokens"),
    /** The platform identity holds the roles that it needs, and no wider ones. */
    ROLES("Role assignments"),
    /** The platform identity may use the Azure OpenAI account. */
    OPENAI("Azure OpenAI"),
    /** The platform identity may use the session pool. */
    SESSION_POOL("Session pool");

    private final String label;

    CheckId(String label) {
        this.label = label;
    }

    /** The id, for example {@code session-pool}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String label() {
        return label;
    }
}
