package dev.gatehouse.cli;

import dev.gatehouse.emulator.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration with which {@code serve} works against a running emulator. */
final class EmulatorConfig {
    private static final String FILE = "gatehouse.yaml";
    private static final String SECRET_FILE = "client-secret";

    private EmulatorConfig() {}

    /**
     * Writes {@code gatehouse.yaml} and the secret that it names into {@code folder}; answers the
     * file.
     *
     * @throws CommandFailed if the folder cannot be written
     */
    static Path write(Emulator emulator, Path folder) {
        try {
            Files.writeString(folder.resolve(SECRET_FILE), Cast.SECRET + "\n");
            return Files.writeString(folder.resolve(FILE), yaml(emulator, folder));
        } catch (IOException unwritable) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "The emulator cannot write " + folder.resolve(FILE) + ": " + unwritable + ".");
        }
    }

    /** The file's text; its paths are absolute, so that it can be copied. */
    static String yaml(Emulator emulator, Path folder) {
        return """
        entra:
          tenant: %s
          client: %s
          credential: { secret: %s }
          tenants: [home, any-consented]
          cloud:
            authority: %s
            browser-authority: %s
            arm: %s
            graph: %s
            imds: %s
            ca-file: %s
        """
                .formatted(
                        Cast.TENANT,
                        Cast.CLIENT,
                        quoted("file:" + folder.resolve(SECRET_FILE).toAbsolutePath()),
                        emulator.https(),
                        emulator.http(),
                        emulator.https(),
                        emulator.https(),
                        emulator.http(),
                        quoted(emulator.caPem().toAbsolutePath().toString()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
