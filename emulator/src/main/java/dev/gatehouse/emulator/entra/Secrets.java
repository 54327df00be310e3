package dev.gatehouse.emulator.entra;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable names for codes, refresh tokens and sessions: 256 bits. */
final class Secrets {
    private static final int BYTES = 32;

    private final SecureRandom source = new SecureRandom();

    String name() {
        byte[] bytes = new byte[BYTES];
        source.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
