package dev.gatehouse.cli;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.server.Gatehouse;
import dev.gatehouse.server.GivenOptions;
import dev.gatehouse.server.config.GatehouseConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse demo}: Gatehouse before the emulator, in the foreground. */
@Command(
        name = "demo",
        description = "Run Gatehouse in front of the emulator; nothing leaves this machine.",
        footer = {"", "Example:", "  ./gatehouse demo --port 9080"})
final class DemoCommand implements Callable<Integer> {
    /** The developer's own Azure settings stay out of the demo; the cast's secret is no secret. */
    static final Map<String, String> ENVIRONMENT = Map.of("GATEHOUSE_DEMO_SECRET", Cast.SECRET);

    private final Surroundings surroundings;

    @Mixin private EmulatorPorts ports = new EmulatorPorts();
    @Mixin private ServeCommand.Settings settings = new ServeCommand.Settings();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Gatehouse's port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.prepare(surroundings.environment(), Logs.Form.HUMAN, "warn");
        int chosen = port == 0 ? FreePort.any() : port;
        Emulator emulator = ports.start(settings.data.resolve("emulator"), surroundings.clock());
        GatehouseConfig config = configFor(emulator, chosen);
        Gatehouse gatehouse = startBefore(emulator, config, chosen);
        RouteReload reload = settings.watch(ENVIRONMENT, demoSettings(emulator, chosen), gatehouse);
        var out = surroundings.out();
        out.println("Gatehouse  http://localhost:" + gatehouse.port());
        out.println("Emulator   " + emulator.http() + " and " + emulator.https());
        gatehouse
                .internalAddress()
                .ifPresent(internal -> out.println("Metrics    " + internal + "/metrics"));
        out.println();
        Introduction.cast().forEach(out::println);
        out.println();
        Introduction.thingsToTry(gatehouse.port(), emulator.http().getPort(), config.workbench())
                .forEach(out::println);
        out.println();
        out.println("Stop with Ctrl-C.");
        Foreground.until(
                () -> {
                    reload.close();
                    gatehouse.stop(ServeCommand.GRACE);
                    emulator.close();
                });
        return ExitCode.OK.code();
    }

    private GatehouseConfig configFor(Emulator emulator, int chosen) {
        try {
            return settings.load(surroundings, ENVIRONMENT, demoSettings(emulator, chosen))
                    .config();
        } catch (RuntimeException failure) {
            emulator.close();
            throw failure;
        }
    }

    private Gatehouse startBefore(Emulator emulator, GatehouseConfig config, int chosen) {
        try {
            Gatehouse gatehouse = settings.start(config, given(), surroundings, ENVIRONMENT);
            if (settings.file == null) {
                var all = new ArrayList<>(demoSettings(emulator, chosen));
                all.addAll(settings.sets);
                DemoConfiguration.write(
                        settings.data, all, ENVIRONMENT.getOrDefault("GATEHOUSE_DEMO_SECRET", ""));
            }
            return gatehouse;
        } catch (RuntimeException failure) {
            emulator.close();
            throw failure;
        }
    }

    /** Without a file of its own, everything is in the one that the demo writes. */
    private GivenOptions given() {
        return settings.file == null
                ? new GivenOptions(
                        Optional.of(settings.data.resolve(DemoConfiguration.FILE)),
                        List.of(),
                        settings.data)
                : settings.given();
    }

    /** What the emulator's cast needs; the developer's own Azure settings stay out of the demo. */
    static List<String> demoSettings(Emulator emulator, int port) {
        return List.of(
                "listen.port=" + port,
                "listen.public-url=http://localhost:" + port,
                "entra.tenant=" + Cast.TENANT,
                "entra.client=" + Cast.CLIENT,
                "entra.credential={secret: 'env:GATEHOUSE_DEMO_SECRET'}",
                "entra.tenants=[home, any-consented]",
                "entra.cloud.authority=" + emulator.https(),
                "entra.cloud.browser-authority=" + emulator.http(),
                "entra.cloud.arm=" + emulator.https(),
                "entra.cloud.graph=" + emulator.https(),
                "entra.cloud.imds=" + emulator.http(),
                "entra.cloud.ca-file=" + emulator.caPem().toAbsolutePath(),
                "entra.cloud.registries=[localhost]");
    }
}
