package dev.gatehouse.authenticate.sessions;

/**
 * A sign-in under way.
 *
 * @param browser SHA-256 of the state cookie, in hex
 * @param verifier the code verifier (RFC 7636 section 4.1)
 * @param endsAt when it is over, in seconds since 1970
 */
record Attempt(
        String browser,
        String nonce,
        String verifier,
        String authority,
        String returnTo,
        long endsAt) {
    @Override
    public String toString() {
        return "Attempt[" + authority + "]";
    }
}
