package dev.gatehouse.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class SocketNetworkIT {
    private final SocketNetwork network;

    SocketNetworkIT() throws NoSuchAlgorithmException {
        this.network = new SocketNetwork(SSLContext.getDefault());
    }

    @Test
    void reachesAPlainPort() throws IOException {
        try (var server = listening()) {
            assertThat(network.reach(address("http", server)))
                    .isEqualTo(new Network.Reach.Reached(Optional.empty()));
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        URI address;
        try (var server = listening()) {
            address = address("http", server);
        }
        assertThat(network.reach(address)).isEqualTo(new Network.Reach.NoConnection());
    }

    @Test
    void saysThatNobodyKnowsTheName() {
        assertThat(network.reach(URI.create("https://no-such-host.invalid")))
                .isEqualTo(new Network.Reach.NoSuchName());
    }

    @Test
    void saysThatThePortSpeaksNoTls() throws IOException {
        try (var server = listening()) {
            Thread.startVirtualThread(() -> answerPlainly(server));
            assertThat(network.reach(address("https", server)))
                    .isEqualTo(new Network.Reach.NoTls());
        }
    }

    private static void answerPlainly(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().readNBytes(1);
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static URI address(String scheme, ServerSocket server) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }
}
