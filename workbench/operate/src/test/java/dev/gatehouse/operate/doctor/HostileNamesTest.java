package dev.gatehouse.operate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.operate.rights.AzureRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from Azure and from the file system, in commands that somebody pastes into a shell. */
class HostileNamesTest {
    private final Installation installation = new Installation();

    private static String inOneWord(String text) {
        return "'" + text.replace("\n", "").replace("'", "'\\''") + "'";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a;touch$IFS/tmp/pwn", "x'; y; '", "two words", "a\nreboot", "$(reboot)"})
    void staysOneWord(String name) {
        String id = Installation.SUBSCRIPTION + "/" + name;
        installation.assignments.add(
                new Rights.Assignment(id, AzureRole.OWNER.id(), Installation.SUBSCRIPTION));
        assertThat(installation.roles().examine())
                .filteredOn(Finding.Warn.class::isInstance)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.command())
                                        .contains(
                                                "az role assignment delete --ids "
                                                        + inOneWord(id)));
        assertThat(new CertificateCheck(Path.of(name), Installation.CLOCK).examine().getFirst())
                .satisfies(
                        it ->
                                assertThat(it.command().orElseThrow())
                                        .contains("-in " + inOneWord(name) + " -noout"));
        assertThat(
                        new RolesCheck(
                                        installation.workload(),
                                        List.of(
                                                new RolesCheck.Expected(
                                                        name, Installation.SUBSCRIPTION)),
                                        false)
                                .examine()
                                .getFirst()
                                .command()
                                .orElseThrow())
                .contains(
                        " --query "
                                + inOneWord(
                                        "value[?properties.roleName=='"
                                                + name.replace("'", "\\'")
                                                + "'].name")
                                + " --output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://gate.example.com;reboot/x", "http://x$(reboot)/"})
    void anAddressStaysOneWord(String address) {
        installation.reach = new Network.Reach.NoConnection();
        var check =
                new HostCheck(
                        CheckId.UPSTREAM,
                        java.util.Optional.empty(),
                        URI.create(address),
                        installation.network(),
                        Installation.CLOCK);
        assertThat(check.examine().getFirst().command().orElseThrow()).endsWith(inOneWord(address));
    }
}
