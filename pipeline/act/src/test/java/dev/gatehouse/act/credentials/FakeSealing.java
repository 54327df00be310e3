package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM with one key a test, bound to the context. */
public final class FakeSealing implements Sealing {
    private static final int NONCE = 12;
    private final SecureRandom random = new SecureRandom();
    private final byte[] own = new byte[32];

    public FakeSealing() {
        random.nextBytes(own);
    }

    @Override
    public byte[] seal(byte[] plain, String context) {
        return sealWith(own, plain, context);
    }

    @Override
    public Optional<byte[]> open(byte[] sealed, String context) {
        return openWith(own, sealed, context);
    }

    @Override
    public byte[] sealWith(byte[] key, byte[] plain, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + body.length);
            System.arraycopy(body, 0, all, NONCE, body.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<byte[]> openWith(byte[] key, byte[] sealed, String context) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        byte[] body = Arrays.copyOfRange(sealed, NONCE, sealed.length);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(body));
        } catch (GeneralSecurityException altered) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String keyedHash(String text) {
        throw new UnsupportedOperationException("not asked for here");
    }
}
