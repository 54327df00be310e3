package dev.gatehouse.server.gate;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a listener, taken anew when its files change: for new connections, those that
 * are open go on. What cannot be used changes nothing and is logged once.
 */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final long CHECK_MILLIS = 2_000;
    private static final byte[] PROOF = "gatehouse".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx;
    private final GateSettings.Tls files;
    private final ServerSSLOptions usual;

    /** Of the files as they were last looked at; blocking tasks alone touch it, one by one. */
    private String seen;

    /**
     * @param usual everything but the certificate
     */
    Certificates(Vertx vertx, GateSettings.Tls files, ServerSSLOptions usual) {
        this.vertx = vertx;
        this.files = files;
        this.usual = usual;
        this.seen = stamp();
    }

    /** Looks at the files from now on. To be called on the server's context. */
    void watch(HttpServer server) {
        vertx.setPeriodic(
                CHECK_MILLIS,
                _ ->
                        vertx.executeBlocking(this::changed)
                                .onSuccess(found -> found.ifPresent(pem -> use(server, pem))));
    }

    private void use(HttpServer server, PemKeyCertOptions pem) {
        ServerSSLOptions changed = usual.copy();
        changed.setKeyCertOptions(pem);
        server.updateSSLOptions(changed, true)
                .onSuccess(
                        _ ->
                                LOG.atInfo()
                                        .addKeyValue("code", "certificate_reloaded")
                                        .addKeyValue("file", files.certificate())
                                        .log("new connections get the new certificate"))
                .onFailure(this::unusable);
    }

    /** What stands in the files, if it is new and can be used. */
    private Optional<PemKeyCertOptions> changed() {
        String now = stamp();
        if (now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        try {
            return Optional.of(checked());
        } catch (IOException | GeneralSecurityException | RuntimeException wrong) {
            unusable(wrong);
            return Optional.empty();
        }
    }

    private PemKeyCertOptions checked() throws IOException, GeneralSecurityException {
        var pem =
                new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(Files.readAllBytes(files.certificate())))
                        .addKeyValue(Buffer.buffer(Files.readAllBytes(files.key())));
        X509KeyManager held =
                Arrays.stream(managers(pem))
                        .filter(X509KeyManager.class::isInstance)
                        .map(X509KeyManager.class::cast)
                        .findFirst()
                        .orElseThrow(() -> new GeneralSecurityException("no key"));
        String alias =
                Stream.of("RSA", "EC", "EdDSA")
                        .map(type -> held.getServerAliases(type, null))
                        .filter(Objects::nonNull)
                        .flatMap(Arrays::stream)
                        .findFirst()
                        .orElseThrow(() -> new GeneralSecurityException("no key of a known kind"));
        if (!belongTogether(held.getPrivateKey(alias), held.getCertificateChain(alias)[0])) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
        return pem;
    }

    private KeyManager[] managers(PemKeyCertOptions pem) throws GeneralSecurityException {
        try {
            return pem.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception wrong) { // Vert.x declares no narrower one
            throw new GeneralSecurityException("the files hold no certificate and key", wrong);
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROOF);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROOF);
        return signature.verify(signed);
    }

    private void unusable(Throwable why) {
        LOG.atWarn()
                .addKeyValue("code", "certificate_unusable")
                .addKeyValue("file", files.certificate())
                .setCause(why)
                .log("the certificate in use stays");
    }

    private String stamp() {
        return stamp(files.certificate()) + " " + stamp(files.key());
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant() + "/" + Files.size(file);
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
