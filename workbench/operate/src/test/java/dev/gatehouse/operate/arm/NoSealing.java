package dev.gatehouse.operate.arm;

import dev.gatehouse.kernel.Sealing;
import java.util.Optional;

/** Leaves everything open. */
public final class NoSealing implements Sealing {
    @Override
    public byte[] seal(byte[] plain, String context) {
        return plain;
    }

    @Override
    public Optional<byte[]> open(byte[] sealed, String context) {
        return Optional.of(sealed);
    }

    @Override
    public byte[] sealWith(byte[] key, byte[] plain, String context) {
        return plain;
    }

    @Override
    public Optional<byte[]> openWith(byte[] key, byte[] sealed, String context) {
        return Optional.of(sealed);
    }

    @Override
    public String keyedHash(String text) {
        return text;
    }
}
