package dev.gatehouse.act.credentials;

/** The platform identity gave no token. */
public final class CredentialUnavailable extends RuntimeException {
    public CredentialUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
