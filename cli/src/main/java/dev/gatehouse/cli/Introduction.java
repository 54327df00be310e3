package dev.gatehouse.cli;

import java.util.List;
import java.util.Optional;

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

    /**
     * Three commands that work as printed; ports are named only where they are not the default.
     *
     * @param workbench where the workbench's page is, ending in a slash; empty if an app has the
     *     whole site
     */
    static List<String> thingsToTry(int port, int emulatorPort, Optional<String> workbench) {
        String site = "http://localhost:" + port;
        String at = emulatorPort == 8081 ? "" : " --emulator-port " + emulatorPort;
        String gate = port == 8080 ? "" : " --port " + port;
        String curl =
                "2. curl -H \"Authorization: Bearer $(./gatehouse token --as ann" + at + ")\" ";
        String explain = "3. ./gatehouse explain --as ann" + gate + at + " GET ";
        return workbench
                .map(
                        path ->
                                List.of(
                                        "1. Open "
                                                + site
                                                + path.substring(0, path.length() - 1)
                                                + " and sign in as Ada, then as Vic, then as Mia.",
                                        curl + site + path + "api/subscriptions",
                                        explain
                                                + "'"
                                                + path
                                                + "api/arm/subscriptions?api-version=2022-12-01'"))
                .orElseGet(
                        () ->
                                List.of(
                                        "1. Open "
                                                + site
                                                + " and sign in as Ada: your app is told who"
                                                + " calls, by X-Gatehouse-Assertion.",
                                        curl + site + "/",
                                        explain + "/"));
    }
}
