package dev.gatehouse.emulator;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One emulator for all tests of a class, a fresh browser and the true time for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningEmulator {
    Emulator emulator;
    EmulatorClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        emulator = Emulator.start(EmulatorOptions.anyPorts(directory, InstantSource.system()));
    }

    @BeforeEach
    void freshBrowser() {
        client = new EmulatorClient(emulator);
        client.json("PUT", "/_emulator/clock", "{\"offsetSeconds\":0}");
        client.json("DELETE", "/_emulator/faults", "");
        client.json("DELETE", "/_emulator/exchanges", "");
    }

    @AfterAll
    void stop() {
        emulator.close();
    }
}
