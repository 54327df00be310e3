package dev.gatehouse.operate.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The network, by plain sockets. */
public final class SocketNetwork implements Network {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SSLContext tls;

    /**
     * @param tls with the certificate authorities that Gatehouse trusts
     */
    public SocketNetwork(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public Reach reach(URI address) {
        boolean secure = "https".equals(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException unknown) {
            return new Reach.NoSuchName();
        }
        for (InetAddress each : addresses) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(each, port), (int) PATIENCE.toMillis());
                return secure
                        ? shakeHands(socket, address.getHost(), port)
                        : new Reach.Reached(Optional.empty());
            } catch (IOException refused) {
                // the host's next address may do
            }
        }
        return new Reach.NoConnection();
    }

    private Reach shakeHands(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout((int) PATIENCE.toMillis());
        try (var socket =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Reach.Reached(
                    Arrays.stream(socket.getSession().getPeerCertificates())
                            .filter(X509Certificate.class::isInstance)
                            .map(it -> ((X509Certificate) it).getNotAfter().toInstant())
                            .min(java.util.Comparator.naturalOrder()));
        } catch (SSLException refused) {
            return isAboutTrust(refused) ? new Reach.NoTrust() : new Reach.NoTls();
        }
    }

    private static boolean isAboutTrust(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof java.security.cert.CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
