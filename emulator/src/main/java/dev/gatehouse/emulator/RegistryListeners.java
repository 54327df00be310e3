package dev.gatehouse.emulator;

import dev.gatehouse.emulator.registry.Listeners;
import dev.gatehouse.emulator.registry.RegistryService;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The login servers of new registries: free ports with the emulator's certificate. */
final class RegistryListeners implements Listeners, AutoCloseable {
    private final Supplier<SSLContext> tls;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<URI, WebServer> open = new ConcurrentHashMap<>();
    private volatile Handler services = _ -> Response.empty(404);

    /** No listeners yet. */
    RegistryListeners(Supplier<SSLContext> tls) {
        this.tls = tls;
    }

    /** Lets all services answer what is the data plane's; not for use once requests are served. */
    void serve(Handler all) {
        services = all;
    }

    @Override
    public URI open() {
        try {
            WebServer server = WebServer.bind(0, Optional.of(tls));
            open.put(server.origin(), server);
            server.start(this::dataPlaneOnly, requests);
            return server.origin();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for a registry", e);
        }
    }

    private Response dataPlaneOnly(Request request) {
        return RegistryService.owns(request.segments())
                ? services.handle(request)
                : Response.empty(404);
    }

    @Override
    public void close(URI origin) {
        WebServer server = open.remove(origin);
        if (server != null) {
            server.close();
        }
    }

    /** Closes all of them. */
    @Override
    public void close() {
        open.keySet().forEach(this::close);
        requests.shutdownNow();
    }
}
