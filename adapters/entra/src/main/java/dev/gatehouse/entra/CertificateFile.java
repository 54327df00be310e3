package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a certificate and its RSA private key from PEM or PFX. */
final class CertificateFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

    private CertificateFile() {}

    /** Whether the file is text of PEM blocks; otherwise it is taken for PKCS #12. */
    static boolean isPem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /**
     * The credential for MSAL4J.
     *
     * @throws GeneralSecurityException if there is no RSA key, or no certificate for it
     */
    static IClientCredential read(Path file, Optional<String> password)
            throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        return isPem(content)
                ? pem(new String(content, StandardCharsets.ISO_8859_1), password)
                : ClientCredentialFactory.createFromCertificate(
                        new ByteArrayInputStream(content), password.orElse(""));
    }

    private static IClientCredential pem(String text, Optional<String> password)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "CERTIFICATE" -> chain.add(certificate(der));
                case "PRIVATE KEY" -> key = rsa(new PKCS8EncodedKeySpec(der));
                case "ENCRYPTED PRIVATE KEY" -> key = rsa(decrypted(der, password));
                default -> {
                    // parameters and the like: nothing that is needed
                }
            }
        }
        if (!(key instanceof RSAPrivateKey rsa)) {
            throw new GeneralSecurityException("no PKCS #8 RSA private key in the PEM file");
        }
        X509Certificate own = belongingTo(rsa, chain);
        chain.remove(own);
        chain.addFirst(own);
        return ClientCredentialFactory.createFromCertificateChain(rsa, chain);
    }

    private static X509Certificate belongingTo(RSAPrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException {
        for (X509Certificate certificate : chain) {
            if (certificate.getPublicKey() instanceof RSAPublicKey held
                    && held.getModulus().equals(key.getModulus())) {
                return certificate;
            }
        }
        throw new GeneralSecurityException("no certificate in the PEM file belongs to its key");
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private static PrivateKey rsa(KeySpec key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(key);
    }

    private static KeySpec decrypted(byte[] der, Optional<String> password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(der);
        var secret =
                SecretKeyFactory.getInstance(sealed.getAlgName())
                        .generateSecret(new PBEKeySpec(password.orElse("").toCharArray()));
        return sealed.getKeySpec(secret);
    }
}
