package dev.gatehouse.operate.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.operate.arm.LoopbackArm.Said;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A registry's data plane that answers what a test told it to, and writes down what it was sent.
 */
final class HttpsRegistry implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** The paths with their query, and the bodies and authorizations they came with. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<String> sent = new CopyOnWriteArrayList<>();

    /** Target and body to the answer. */
    volatile BiFunction<String, String, Said> answer = HttpsRegistry::shop;

    private final HttpsServer server;
    private final SSLContext tls;

    /**
     * @param folder for the key of its certificate
     */
    HttpsRegistry(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        tls = tls(folder.resolve("registry.p12"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** What shop's registry says to whoever may read it. */
    static Said shop(String target, String body) {
        if (target.startsWith("/oauth2/exchange")) {
            return Said.ok("{\"refresh_token\":\"refresh\"}");
        }
        if (target.startsWith("/oauth2/token")) {
            return Said.ok("{\"access_token\":\"access\"}");
        }
        if (target.startsWith("/acr/v1/_catalog")) {
            return Said.ok("{\"repositories\":[\"shop/web\",\"shop/orders\"]}");
        }
        if (target.startsWith("/acr/v1/shop/web/_tags")) {
            return Said.ok("{\"tags\":[{\"name\":\"1.0\"},{\"name\":\"1.1\"}]}");
        }
        return target.startsWith("/acr/v1/shop/orders/_tags")
                ? Said.ok("{\"tags\":[{\"name\":\"2.3\"}]}")
                : Said.status(404);
    }

    String loginServer() {
        return "localhost:" + server.getAddress().getPort();
    }

    SSLContext tls() {
        return tls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        String body;
        try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        asked.add(target);
        sent.add(body + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        Said said = answer.apply(target, body);
        said.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static SSLContext tls(Path store)
            throws IOException, GeneralSecurityException, InterruptedException {
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry(
                "registry", keys.getCertificate(keys.aliases().nextElement()));
        trusted.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
