package dev.gatehouse.server.gate;

import dev.gatehouse.server.gate.Wire.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An application behind the gate that answers as a test says and remembers what it received. */
final class RawUpstream implements AutoCloseable {
    /** How one request is answered. Returns whether the connection stays open. */
    interface Script {
        boolean answer(Message head, Wire wire) throws IOException;
    }

    final List<Message> seen = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private volatile Script script = this::hello;

    RawUpstream() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void answers(Script how) {
        script = how;
    }

    /** Answers every request with this, after its body was read. */
    void answers(String raw) {
        script =
                (head, wire) -> {
                    seen.add(wire.withBody(head, false));
                    wire.send(raw);
                    return true;
                };
    }

    private boolean hello(Message head, Wire wire) throws IOException {
        seen.add(wire.withBody(head, false));
        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        return true;
    }

    /** The only request that came. */
    Message only() {
        if (seen.size() != 1) {
            throw new AssertionError("requests: " + seen);
        }
        return seen.getFirst();
    }

    /** What a script noted, in order. */
    String note() throws InterruptedException {
        String note = notes.poll(10, TimeUnit.SECONDS);
        if (note == null) {
            throw new AssertionError("nothing was noted");
        }
        return note;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                var wire = new Wire(socket);
                wires.add(wire);
                Thread.ofVirtual().start(() -> serve(wire));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            boolean open = true;
            while (open) {
                var head = wire.head();
                if (head.isEmpty()) {
                    return;
                }
                open = script.answer(head.get(), wire);
            }
        } catch (IOException | UncheckedIOException gone) {
            notes.add("connection lost");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
        wires.forEach(Wire::close);
    }
}
