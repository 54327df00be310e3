package dev.gatehouse.cli;

import dev.gatehouse.emulator.Emulator;
import dev.gatehouse.emulator.EmulatorOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** Where the emulator listens. */
final class EmulatorPorts {
    @Option(
            names = "--emulator-port",
            paramLabel = "PORT",
            description = "The emulator's http port (default: ${DEFAULT-VALUE}).")
    private int http = EmulatorOptions.HTTP_PORT;

    @Option(
            names = "--emulator-https-port",
            paramLabel = "PORT",
            description =
                    "Its https port (default: 8443, or the http port plus one if that is given).")
    private int https = -1;

    /** With only the http port given, the https port is the next one; 0 stays any free port. */
    int https() {
        return https >= 0 ? https : httpsFor(http);
    }

    /** The https port of an emulator of which only the http port is named. */
    static int httpsFor(int http) {
        return http == EmulatorOptions.HTTP_PORT
                ? EmulatorOptions.HTTPS_PORT
                : http == 0 ? 0 : http + 1;
    }

    /**
     * Starts the emulator.
     *
     * @throws CommandFailed if a port is taken or the folder cannot be written
     */
    Emulator start(Path data, InstantSource clock) {
        try {
            return Emulator.start(new EmulatorOptions(http, https(), data, clock));
        } catch (IllegalArgumentException port) {
            throw new CommandFailed(ExitCode.USAGE, "A port is a number from 0 to 65535.");
        } catch (UncheckedIOException taken) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "The emulator cannot start on ports "
                            + http
                            + " and "
                            + https()
                            + ": "
                            + StartFailure.of(taken)
                            + " Stop what listens there, or choose --emulator-port.");
        }
    }
}
