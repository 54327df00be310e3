package dev.gatehouse.testkit;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/** An RSA key pair that signs test tokens. Its private half protects nothing. */
public record TestKey(String id, RSAPublicKey publicKey, RSAPrivateKey privateKey) {
    /** The key of a tenant that {@link TestTokens#valid} signs with. */
    public static final TestKey TRUSTED = generate("trusted-key");

    /** A key that no tenant publishes. */
    public static final TestKey STRANGER = generate("stranger-key");

    /** A new key pair of 2048 bits. */
    public static TestKey generate(String id) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new TestKey(
                    id, (RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }

    @Override
    public String toString() {
        return "TestKey[" + id + "]";
    }
}
