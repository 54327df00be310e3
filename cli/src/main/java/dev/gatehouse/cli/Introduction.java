package dev.gatehouse.cli;

import java.util.List;

/** What the demo says of itself. */
final class Introduction {
    private Introduction() {}

    /** The people, as a table. */
    static List<String> cast() {
        var table = new Table("WHO", "USER NAME", "PASSWORD", "ROLE", "SEES");
        Cast.people()
                .forEach(
                        person ->
                                table.row(
                                        person.name(),
                                        person.username(),
                                        person.password(),
                                        person.role(),
                                        person.sees()));
        return table.lines();
    }

    /** Three commands that work as printed; ports are named only where they are not the default. */
    static List<String> thingsToTry(int port, int emulatorPort) {
        String at = emulatorPort == 8081 ? "" : " --emulator-port " + emulatorPort;
        String gate = port == 8080 ? "" : " --port " + port;
        return List.of(
                "1. Open http://localhost:"
                        + port
                        + " and sign in as Ada, then as Vic, then as Mia.",
                "2. curl -H \"Authorization: Bearer $(./gatehouse token --as ann"
                        + at
                        + ")\""
                        + " http://localhost:"
                        + port
                        + "/api/subscriptions",
                "3. ./gatehouse explain --as ann" + gate + at + " GET /api/arm/subscriptions");
    }
}
