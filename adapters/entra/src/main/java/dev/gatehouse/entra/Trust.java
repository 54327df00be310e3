package dev.gatehouse.entra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificate authorities are believed: the JVM's own, and those of one PEM file besides. */
public final class Trust {
    private final SSLContext context;
    private final X509TrustManager manager;

    private Trust(TrustManager[] managers) throws GeneralSecurityException {
        this.manager = first(managers);
        this.context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
    }

    /**
     * The JVM's authorities and those in {@code caFile}, if there is one.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public static Trust of(Optional<Path> caFile) {
        try {
            return caFile.isEmpty()
                    ? new Trust(trustManagers(null))
                    : new Trust(trustManagers(anchorsWith(readCertificates(caFile.get()))));
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "cannot trust the certificates in " + caFile.map(Path::toString).orElse("JVM"),
                    unusable);
        }
    }

    public SSLContext context() {
        return context;
    }

    /** The same trust, for clients that build their own context. */
    public X509TrustManager manager() {
        return manager;
    }

    public SSLSocketFactory socketFactory() {
        return context.getSocketFactory();
    }

    private static KeyStore anchorsWith(Collection<? extends Certificate> extra)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int number = 0;
        for (X509Certificate own : first(trustManagers(null)).getAcceptedIssuers()) {
            anchors.setCertificateEntry("jvm-" + number++, own);
        }
        for (Certificate more : extra) {
            anchors.setCertificateEntry("extra-" + number++, more);
        }
        return anchors;
    }

    /** Of {@code anchors}, or of the JVM's own where there are none. */
    private static TrustManager[] trustManagers(@Nullable KeyStore anchors)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static X509TrustManager first(TrustManager[] managers) throws GeneralSecurityException {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("the JVM has no X.509 trust manager");
    }

    private static Collection<? extends Certificate> readCertificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("no certificate in the file");
            }
            return certificates;
        }
    }
}
