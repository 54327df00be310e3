package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is renewed while Gatehouse runs. */
final class CertificateReloadIT {
    private static final String REQUEST =
            "GET /app/a HTTP/1.1\r\nHost: localhost\r\n" + Site.bearer() + "\r\n\r\n";

    @TempDir Path folder;
    private final SaidByLogs logs = new SaidByLogs(Certificates.class);
    private Made first;
    private Site site;

    /** A certificate for localhost and its key, in PEM. */
    private record Made(X509Certificate certificate, String certificatePem, String keyPem) {
        BigInteger serial() {
            return certificate.getSerialNumber();
        }
    }

    @BeforeEach
    void listen() throws Exception {
        first = make("first");
        put("cert.pem", first.certificatePem());
        put("key.pem", first.keyPem());
        site =
                new Site(
                        settings ->
                                new GateSettings(
                                        settings.host(),
                                        settings.port(),
                                        settings.publicUrl(),
                                        settings.headerBytes(),
                                        settings.bodyBytes(),
                                        settings.idle(),
                                        settings.arrival(),
                                        Optional.of(
                                                new GateSettings.Tls(
                                                        folder.resolve("cert.pem"),
                                                        folder.resolve("key.pem"))),
                                        settings.trustedProxy(),
                                        settings.proxied(),
                                        2));
    }

    @AfterEach
    void close() {
        site.close();
        logs.close();
    }

    @Test
    void newConnectionsGetTheNewCertificateAndOldOnesGoOn() throws Exception {
        try (var wire = new Wire(dial())) {
            assertThat(wire.send(REQUEST).answer().status()).isEqualTo(200);
            Made second = make("second");
            put("key.pem", second.keyPem());
            put("cert.pem", second.certificatePem());
            logs.await("certificate_reloaded");

            for (int i = 0; i < 4; i++) {
                assertThat(shown()).isEqualTo(second.serial());
            }
            assertThat(wire.send(REQUEST).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyWithTwoLengthsOverTlsToo() throws Exception {
        try (var wire = new Wire(dial())) {
            wire.send(
                    "POST /app/a HTTP/1.1\r\nHost: localhost\r\n"
                            + Site.bearer()
                            + "\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
        assertThat(site.upstream.seen).isEmpty();
    }

    @Test
    void aFileThatIsNoCertificateChangesNothing() throws Exception {
        put("cert.pem", "-----BEGIN CERTIFICATE-----\nnot one\n-----END CERTIFICATE-----\n");
        logs.await("certificate_unusable");

        assertThat(shown()).isEqualTo(first.serial());
    }

    @Test
    void aCertificateWithAnothersKeyChangesNothingUntilItsOwnIsThere() throws Exception {
        Made second = make("second");
        put("cert.pem", second.certificatePem());
        logs.await("certificate_unusable");
        assertThat(shown()).isEqualTo(first.serial());

        put("key.pem", second.keyPem());
        logs.await("certificate_reloaded");
        assertThat(shown()).isEqualTo(second.serial());
    }

    private BigInteger shown() throws Exception {
        try (SSLSocket socket = dial()) {
            var chain = socket.getSession().getPeerCertificates();
            return ((X509Certificate) chain[0]).getSerialNumber();
        }
    }

    private SSLSocket dial() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), site.port());
        socket.startHandshake();
        return socket;
    }

    /** At once, as those who renew certificates do. */
    private void put(String name, String text) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), text);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Made make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore held = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var certificate = (X509Certificate) held.getCertificate("it");
        return new Made(
                certificate,
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", held.getKey("it", "changeit".toCharArray()).getEncoded()));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    /** It is the certificate that is looked at, not its issuer. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
