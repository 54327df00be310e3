package dev.gatehouse.entra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for localhost, made by the JDK's keytool in a folder of the test. */
record TestCertificate(Path pfx) {
    static final String PASSWORD = "changeit";

    static TestCertificate in(Path folder) throws IOException, InterruptedException {
        Path pfx = folder.resolve("test.pfx");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-alias",
                                "test",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                pfx.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        return new TestCertificate(pfx);
    }

    SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    Certificate certificate() throws IOException, GeneralSecurityException {
        return store().getCertificate("test");
    }

    /** The certificate alone. */
    Path caPem() throws IOException, GeneralSecurityException {
        return Files.writeString(
                pfx.resolveSibling("ca.pem"), block("CERTIFICATE", certificate().getEncoded()));
    }

    /** Certificate and key. */
    Path keyPem() throws IOException, GeneralSecurityException {
        byte[] key = store().getKey("test", PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(
                pfx.resolveSibling("client.pem"),
                "Bag Attributes\n"
                        + block("PRIVATE KEY", key)
                        + block("CERTIFICATE", certificate().getEncoded()));
    }

    static String block(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }

    KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(pfx)) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store;
    }
}
