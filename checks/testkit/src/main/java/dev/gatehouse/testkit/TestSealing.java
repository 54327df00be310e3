package dev.gatehouse.testkit;

import dev.gatehouse.kernel.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sealing with the JDK's AES-256-GCM and HMAC-SHA-256 under keys that live as long as the object.
 */
public final class TestSealing implements Sealing {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] ownKey = fresh(32);
    private final byte[] hashKey = fresh(32);

    @Override
    public byte[] seal(byte[] plain, String context) {
        return sealWith(ownKey, plain, context);
    }

    @Override
    public Optional<byte[]> open(byte[] sealed, String context) {
        return openWith(ownKey, sealed, context);
    }

    @Override
    public byte[] sealWith(byte[] key, byte[] plain, String context) {
        byte[] nonce = fresh(NONCE);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            byte[] sealed = Arrays.copyOf(nonce, NONCE + body.length);
            System.arraycopy(body, 0, sealed, NONCE, body.length);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    @Override
    public Optional<byte[]> openWith(byte[] key, byte[] sealed, String context) {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                            .doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES-GCM", impossible);
        }
    }

    @Override
    public String keyedHash(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hashKey, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", impossible);
        }
    }

    private byte[] fresh(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
