package dev.gatehouse.emulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The emulator's own certificate authority. Its certificate and key stay in the data directory, so
 * that clients trust it once. It signs for loopback names only.
 */
final class CertificateAuthority {
    private static final Duration RESERVE = Duration.ofDays(30);

    private final Path pem;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(Path pem, X509Certificate certificate, PrivateKey key) {
        this.pem = pem;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * The authority kept in a directory, or a new one if there is none, or it ends within 30 days.
     *
     * @throws IllegalStateException if what is kept there cannot be read
     */
    static CertificateAuthority in(Path directory, Instant now) {
        try {
            Files.createDirectories(directory);
            Path pem = directory.resolve("ca.pem");
            Path keyFile = directory.resolve("ca.key");
            if (Files.exists(pem) && Files.exists(keyFile)) {
                X509Certificate kept = readCertificate(pem);
                if (kept.getNotAfter().toInstant().isAfter(now.plus(RESERVE))) {
                    return new CertificateAuthority(pem, kept, readKey(keyFile));
                }
            }
            KeyPair pair = CertificateMaker.newKey();
            X509Certificate made = CertificateMaker.authority(pair, now);
            write(keyFile, armour("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
            write(pem, armour("CERTIFICATE", made.getEncoded()), "rw-r--r--");
            return new CertificateAuthority(pem, made, pair.getPrivate());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the emulator's CA", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make or read the emulator's CA", e);
        }
    }

    /** The file with the authority's certificate. */
    Path pem() {
        return pem;
    }

    /** TLS with a fresh certificate for localhost, 127.0.0.1 and ::1. */
    SSLContext server(Instant now) {
        try {
            KeyPair pair = CertificateMaker.newKey();
            X509Certificate[] chain = {
                CertificateMaker.server(certificate, key, pair.getPublic(), now), certificate
            };
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKey(pair.getPrivate(), chain)}, null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the emulator's server certificate", e);
        }
    }

    private static X509Certificate readCertificate(Path pem)
            throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("ca.key is not PEM", e);
        }
    }

    private static String armour(String type, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        type,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(der),
                        type);
    }

    /** Writes a whole file with its mode from the first byte on, then puts it in place at once. */
    private static void write(Path file, String text, String mode) throws IOException {
        Path fresh =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "ca",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
