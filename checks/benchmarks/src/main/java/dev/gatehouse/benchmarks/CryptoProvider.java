package dev.gatehouse.benchmarks;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;

/**
 * Who verifies signatures. A benchmark on a machine without ACCP fails rather than measure another.
 */
public enum CryptoProvider {
    /** The JVM's first provider. */
    JDK {
        @Override
        Provider load() {
            try {
                return Signature.getInstance("SHA256withRSA").getProvider();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK verifies RS256", impossible);
            }
        }
    },
    /** Amazon Corretto Crypto Provider. */
    ACCP {
        @Override
        Provider load() {
            try {
                var found = (Provider) Class.forName(ACCP_CLASS).getField("INSTANCE").get(null);
                if (found == null || found.getService("Signature", "SHA256withRSA") == null) {
                    throw new IllegalStateException("ACCP does not load on this machine");
                }
                return found;
            } catch (ReflectiveOperationException absent) {
                throw new IllegalStateException("ACCP is not on the class path", absent);
            }
        }
    };

    private static final String ACCP_CLASS =
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    abstract Provider load();
}
