package dev.gatehouse.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.gatehouse.kernel.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals with AES-256-GCM in Tink's wire format: version 1, four bytes of key id, nonce, ciphertext,
 * tag. The context is the associated data. Safe for use by many threads.
 */
public final class TinkSealing implements Sealing {
    private static final String FILE = "keys.json";
    private static final byte TINK_FORMAT = 1;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private final KeyRing keys;
    private final Map<Integer, Aead> openers;
    private final Aead sealer;

    private TinkSealing(KeyRing keys) {
        this.keys = keys;
        var byId = new HashMap<Integer, Aead>();
        for (KeyRing.SealingKey key : keys.sealing()) {
            byId.put(key.id(), aead(AesGcmParameters.Variant.TINK, key.key(), key.id()));
        }
        openers = Map.copyOf(byId);
        sealer =
                aead(
                        AesGcmParameters.Variant.TINK,
                        keys.sealing().getLast().key(),
                        keys.sealing().getLast().id());
    }

    /**
     * With the keys in {@code keys.json} of the database's directory. At the very first start they
     * are made; at a later one a key of thirty days is replaced, and keys that were replaced sixty
     * days ago are forgotten. A database that is read only changes nothing.
     *
     * @throws StoreUnavailable if the file is damaged, if it is missing although the database knows
     *     keys, or if it is not the one that belongs to the database. Keys are never replaced
     *     silently: what the old ones sealed would be lost.
     */
    public static TinkSealing open(EmbeddedDatabase database, InstantSource clock) {
        Path file = database.directory().resolve(FILE);
        Optional<String> known = KeyFact.read(database);
        try {
            if (!Files.exists(file)) {
                if (known.isPresent() || database.isReadOnly()) {
                    throw unusable(file, "is missing");
                }
                PrivateFiles.replace(file, KeyDocument.write(KeyRing.fresh(clock.instant())));
            }
            KeyRing stored =
                    KeyDocument.read(Files.readAllBytes(file))
                            .orElseThrow(() -> unusable(file, "is damaged"));
            if (known.isPresent() && !known.get().equals(KeyFact.of(stored))) {
                throw unusable(file, "holds the keys of another store");
            }
            if (database.isReadOnly()) {
                return new TinkSealing(stored);
            }
            PrivateFiles.file(file);
            KeyRing current = stored.rotated(clock.instant());
            if (current != stored) {
                PrivateFiles.replace(file, KeyDocument.write(current));
            }
            KeyFact.write(database, current);
            return new TinkSealing(current);
        } catch (IOException e) {
            throw new StoreUnavailable("The keys in " + file + " cannot be read or written", e);
        }
    }

    /**
     * With keys that several processes share, as made by {@link #newSecret}. They are not rotated
     * by themselves.
     *
     * @throws StoreUnavailable if it is not such a secret
     */
    public static TinkSealing ofSecret(String secret) {
        byte[] document;
        try {
            document = Base64.getDecoder().decode(secret.strip());
        } catch (IllegalArgumentException e) {
            document = new byte[0]; // the cause would repeat characters of the secret
        }
        return KeyDocument.read(document)
                .map(TinkSealing::new)
                .orElseThrow(
                        () ->
                                new StoreUnavailable(
                                        "The secret that holds the keys is damaged. Give it as it was"
                                                + " generated: one line of base64."));
    }

    /** New keys for {@link #ofSecret}: one line of base64, to be kept as a secret. */
    public static String newSecret(InstantSource clock) {
        return Base64.getEncoder()
                .encodeToString(KeyDocument.write(KeyRing.fresh(clock.instant())));
    }

    private static StoreUnavailable unusable(Path file, String why) {
        return new StoreUnavailable(
                "The key file "
                        + file
                        + " "
                        + why
                        + ". Restore it from a backup; without it sessions, tokens and the audit's"
                        + " signatures of this store cannot be read. To start anew, use a new data"
                        + " directory.");
    }

    @Override
    public byte[] seal(byte[] plain, String context) {
        return encrypt(sealer, plain, context);
    }

    @Override
    public Optional<byte[]> open(byte[] sealed, String context) {
        if (sealed.length < PREFIX_BYTES || sealed[0] != TINK_FORMAT) {
            return Optional.empty();
        }
        return decrypt(openers.get(ByteBuffer.wrap(sealed).getInt(1)), sealed, context);
    }

    @Override
    public byte[] sealWith(byte[] key, byte[] plain, String context) {
        return encrypt(aead(AesGcmParameters.Variant.NO_PREFIX, key, null), plain, context);
    }

    @Override
    public Optional<byte[]> openWith(byte[] key, byte[] sealed, String context) {
        return decrypt(aead(AesGcmParameters.Variant.NO_PREFIX, key, null), sealed, context);
    }

    @Override
    public String keyedHash(String text) {
        return keys.hash(text);
    }

    private static byte[] encrypt(Aead aead, byte[] plain, String context) {
        try {
            return aead.encrypt(plain, context.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM does not work", e);
        }
    }

    private static Optional<byte[]> decrypt(@Nullable Aead aead, byte[] sealed, String context) {
        if (aead == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(aead.decrypt(sealed, context.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    @AccessesPartialKey
    private static Aead aead(AesGcmParameters.Variant variant, byte[] key, @Nullable Integer id) {
        if (key.length != KeyRing.KEY_BYTES) {
            throw new IllegalArgumentException("a sealing key is 32 bytes");
        }
        try {
            var parameters =
                    AesGcmParameters.builder()
                            .setKeySizeBytes(KeyRing.KEY_BYTES)
                            .setIvSizeBytes(12)
                            .setTagSizeBytes(16)
                            .setVariant(variant)
                            .build();
            return AesGcmJce.create(
                    AesGcmKey.builder()
                            .setParameters(parameters)
                            .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                            .setIdRequirement(id)
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM does not work", e);
        }
    }

    @Override
    public String toString() {
        return "TinkSealing[" + keys.sealing().size() + " keys]";
    }
}
