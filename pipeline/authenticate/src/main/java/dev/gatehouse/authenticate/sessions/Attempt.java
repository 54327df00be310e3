package dev.gatehouse.authenticate.sessions;

/**
 * A sign-in under way.
 *
 * @param browser SHA-256 of the state cookie, in hex
 * @param verifier the code verifier (RFC 7636 section 4.1)
 */
record Attempt(String browser, String nonce, String verifier, String authority, String returnTo) {
    @Override
    public String toString() {
        return "Attempt[" + authority + "]";
    }
}
