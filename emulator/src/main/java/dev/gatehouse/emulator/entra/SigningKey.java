package dev.gatehouse.emulator.entra;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.BigIntegerUtils;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An RS256 key of a tenant with its self-signed certificate. The key id is the certificate's SHA-1
 * thumbprint, as at Entra.
 */
record SigningKey(String id, KeyPair pair, X509Certificate certificate) {
    private static final int BITS = 2048;
    private static final Duration LIFETIME = Duration.ofDays(5 * 365);

    static SigningKey generate(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=accounts.accesscontrol.windows.net");
            X509Certificate certificate =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    new JcaX509v3CertificateBuilder(
                                                    name,
                                                    BigInteger.valueOf(now.toEpochMilli()),
                                                    Date.from(now),
                                                    Date.from(now.plus(LIFETIME)),
                                                    name,
                                                    pair.getPublic())
                                            .build(
                                                    new JcaContentSignerBuilder("SHA256withRSA")
                                                            .build(pair.getPrivate())));
            byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            return new SigningKey(Base64URL.encode(thumbprint).toString(), pair, certificate);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a signing key", e);
        }
    }

    /** The public key. */
    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    /** The entry of a key set, RFC 7517, with Entra's {@code issuer}. */
    Map<String, Object> jwk(String issuer) {
        try {
            Map<String, Object> jwk = new LinkedHashMap<>();
            jwk.put("kty", "RSA");
            jwk.put("use", "sig");
            jwk.put("kid", id);
            jwk.put("x5t", id);
            jwk.put("n", unsigned(publicKey().getModulus()));
            jwk.put("e", unsigned(publicKey().getPublicExponent()));
            jwk.put("x5c", List.of(Base64.getEncoder().encodeToString(certificate.getEncoded())));
            jwk.put("cloud_instance_name", "microsoftonline.com");
            jwk.put("issuer", issuer);
            return jwk;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encode a certificate", e);
        }
    }

    private static String unsigned(BigInteger number) {
        return Base64URL.encode(BigIntegerUtils.toBytesUnsigned(number)).toString();
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
