package dev.gatehouse.cli;

import dev.gatehouse.emulator.Emulator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse emulator}: the emulator alone, in the foreground. */
@Command(
        name = "emulator",
        description = "Run the emulator of Entra ID, managed identity and ARM alone.",
        footer = {"", "Example:", "  ./gatehouse emulator --emulator-port 9081"})
final class EmulatorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private EmulatorPorts ports = new EmulatorPorts();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Holds the emulator's certificate and a gatehouse.yaml for serve"
                            + " (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data", "emulator");

    EmulatorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.prepare(surroundings.environment(), Logs.Form.HUMAN, "warn");
        Emulator emulator = ports.start(data, surroundings.clock());
        var out = surroundings.out();
        out.println("Emulator   " + emulator.http() + " and " + emulator.https());
        out.println("Trust      " + emulator.caPem());
        out.println();
        Introduction.cast().forEach(out::println);
        out.println();
        Path file = EmulatorConfig.write(emulator, data);
        out.println("For ./gatehouse serve --config " + file + " this is in that file:");
        out.println();
        out.println(EmulatorConfig.yaml(emulator, data));
        out.println("Stop with Ctrl-C.");
        Foreground.until(emulator::close);
        return ExitCode.OK.code();
    }
}
