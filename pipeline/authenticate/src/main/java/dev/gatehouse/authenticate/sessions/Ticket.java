package dev.gatehouse.authenticate.sessions;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The value of the session cookie: a random id and a random data key of 32 bytes each, in
 * base64url. The store keeps neither: it has the hash of the id, and values that only the data key
 * opens.
 */
final class Ticket {
    private static final int CHARACTERS = 86;

    private final byte[] both;

    private Ticket(byte[] both) {
        this.both = both;
    }

    static Ticket random(SecureRandom random) {
        byte[] both = new byte[2 * Random32.BYTES];
        random.nextBytes(both);
        return new Ticket(both);
    }

    /** Strict: one ticket has one spelling. */
    static Optional<Ticket> parse(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            var ticket = new Ticket(Base64.getUrlDecoder().decode(text));
            return ticket.text().equals(text) ? Optional.of(ticket) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** What goes into the cookie. */
    String text() {
        return Random32.base64Url(both);
    }

    byte[] key() {
        return Arrays.copyOfRange(both, Random32.BYTES, both.length);
    }

    /** SHA-256 of the id, in hex: names the session in the store, in logs and audit. */
    String sessionId() {
        return HexFormat.of().formatHex(Random32.sha256(Arrays.copyOf(both, Random32.BYTES)));
    }

    @Override
    public String toString() {
        return "Ticket[" + sessionId() + "]";
    }
}
