package dev.gatehouse.server.gate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One TCP connection and HTTP/1.1 by hand, so that a test sends and sees every byte. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** A request or an answer as it stood on the wire. */
    record Message(String start, List<String> lines, String body) {
        /** All values of a header. */
        List<String> all(String name) {
            String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
            return lines.stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }

        Optional<String> header(String name) {
            return all(name).stream().findFirst();
        }

        int status() {
            return Integer.parseInt(start.split(" ", 3)[1]);
        }

        String target() {
            return start.split(" ", 3)[1];
        }
    }

    Wire(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Wire to(int port) {
        try {
            return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The head alone; empty if the other side closed first. */
    Optional<Message> head() throws IOException {
        String start = line();
        if (start == null) {
            return Optional.empty();
        }
        var lines = new ArrayList<String>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return Optional.of(new Message(start, lines, ""));
    }

    /** An answer with its body; {@code head} for an answer to HEAD. */
    Message answer(boolean head) throws IOException {
        Message message = head().orElseThrow(() -> new EOFException("closed without an answer"));
        int status = message.status();
        boolean empty = head || status == 204 || status == 304 || status < 200;
        return empty ? message : withBody(message, true);
    }

    Message answer() throws IOException {
        return answer(false);
    }

    /** A request with its body; empty if the other side closed first. */
    Optional<Message> request() throws IOException {
        Optional<Message> head = head();
        return head.isPresent() ? Optional.of(withBody(head.get(), false)) : head;
    }

    Message withBody(Message head, boolean untilClosed) throws IOException {
        var body = new ByteArrayOutputStream();
        if (head.header("transfer-encoding").isPresent()) {
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                body.writeBytes(chunk);
            }
        } else if (head.header("content-length").isPresent()) {
            body.writeBytes(bytes(Integer.parseInt(head.header("content-length").get())));
        } else if (untilClosed) {
            body.writeBytes(in.readAllBytes());
        }
        return new Message(head.start(), head.lines(), body.toString(StandardCharsets.UTF_8));
    }

    /** The next chunk; empty at the end of the body. */
    byte[] chunk() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException("closed within a chunked body");
        }
        byte[] data = bytes(Integer.parseInt(size, 16));
        line();
        return data;
    }

    byte[] bytes(int count) throws IOException {
        byte[] data = in.readNBytes(count);
        if (data.length < count) {
            throw new EOFException("closed within a body");
        }
        return data;
    }

    /** Whether the other side has closed, or closes before the patience of a test ends. */
    boolean isClosedByPeer() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private @org.jspecify.annotations.Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
    }
}
