package dev.gatehouse.emulator.web;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: requests one after the other until either side ends it, RFC 9112. */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final InputStream in;
    private final OutputStream out;
    private final URI origin;
    private final Handler handler;

    Connection(Socket socket, URI origin, Handler handler) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.origin = origin;
        this.handler = handler;
    }

    void serve() throws IOException {
        boolean more = true;
        while (more) {
            more = exchange();
        }
    }

    /** One request; false if the connection ends after it. */
    private boolean exchange() throws IOException {
        Optional<RequestHead> head;
        byte[] body;
        try {
            head = RequestHead.read(in);
            if (head.isEmpty()) {
                return false;
            }
            if (head.get().expectsContinue()) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            body = new RequestBody(in).read(head.get());
        } catch (MalformedRequest e) {
            send(Response.text(e.status(), String.valueOf(e.getMessage())), "GET", false);
            return false;
        }
        RequestHead read = head.get();
        boolean more = read.keepsAlive();
        send(answer(read, body), read.method(), more);
        return more;
    }

    private Response answer(RequestHead head, byte[] body) {
        try {
            return handler.handle(
                    Request.of(
                            head.method(),
                            origin,
                            head.path(),
                            head.query(),
                            head.headers(),
                            body));
        } catch (MalformedRequest e) {
            return Response.text(e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("emulator_defect path={}", head.path(), e);
            return Response.text(500, "The emulator has a defect; its log says more.");
        }
    }

    private void send(Response response, String method, boolean more) throws IOException {
        byte[] body = response.body();
        boolean bodiless = response.status() == 204 || response.status() == 304;
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
        for (Map.Entry<String, List<String>> header : response.headers().entrySet()) {
            for (String value : header.getValue()) {
                head.append(header.getKey()).append(": ").append(value).append("\r\n");
            }
        }
        if (!bodiless) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append(more ? "" : "Connection: close\r\n").append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless && !method.toUpperCase(Locale.ROOT).equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }
}
