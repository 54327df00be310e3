package dev.gatehouse.cli;

import dev.gatehouse.server.config.GatehouseConfig;
import dev.gatehouse.server.config.Loaded;
import dev.gatehouse.server.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration file again when it changes. A faulty one leaves the routes as they are.
 */
final class RouteReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    private static final long EVERY_SECONDS = 2;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("route-reload").daemon().factory());

    private RouteReload() {}

    static RouteReload of(
            Optional<Path> file, Supplier<Loaded> read, Consumer<GatehouseConfig> apply) {
        var reload = new RouteReload();
        file.ifPresent(path -> reload.watch(path, read, apply));
        return reload;
    }

    private void watch(Path file, Supplier<Loaded> read, Consumer<GatehouseConfig> apply) {
        FileTime[] seen = {modified(file)};
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> {
                            FileTime now = modified(file);
                            if (!now.equals(seen[0])) {
                                seen[0] = now;
                                tried(read, apply);
                            }
                        },
                        EVERY_SECONDS,
                        EVERY_SECONDS,
                        TimeUnit.SECONDS);
    }

    /** A change that cannot be put in force must not end the watching. */
    private static void tried(Supplier<Loaded> read, Consumer<GatehouseConfig> apply) {
        try {
            reload(read, apply);
        } catch (IllegalArgumentException | IllegalStateException fault) {
            LOG.atError().setCause(fault).log("routes kept: the change could not be put in force");
        }
    }

    private static void reload(Supplier<Loaded> read, Consumer<GatehouseConfig> apply) {
        switch (read.get()) {
            case Loaded.Ok ok -> {
                apply.accept(ok.config());
                LOG.atInfo()
                        .addKeyValue("routes", ok.config().routes().size())
                        .log("routes reloaded");
            }
            case Loaded.Faulty(var problems) ->
                    LOG.atError()
                            .addKeyValue("problems", Problem.message(problems))
                            .log("routes kept: the changed configuration is faulty");
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
