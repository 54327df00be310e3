package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5m, 300000", "10h, 36000000", "1d, 86400000"})
    void durationsAreANumberAndAUnit(String text, long millis) {
        assertThat(Quantities.duration(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"5B, 5", "16KiB, 16384", "1MiB, 1048576", "2GiB, 2147483648"})
    void sizesAreANumberAndAUnit(String text, long bytes) {
        assertThat(Quantities.size(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5h", "5S", "9999999999s", "٥s"})
    void otherQuantitiesAreRefused(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
        assertThat(Quantities.size(text)).isEmpty();
    }

    @Test
    void durationsAndSizesAreNotConfused() {
        assertThat(Quantities.duration("5MiB")).isEmpty();
        assertThat(Quantities.size("5m")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "0.0.0.0/0, ::1, false"
    })
    void networksContainAddresses(String network, String address, boolean inside) {
        assertThat(Network.parse(network).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy", "10.0.0.0/", "10.0.0.0/33", "10.0.0/8x", "::/129", "1/2/3"})
    void otherNetworksAreRefused(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "app.localhost, true",
        "127.0.0.1, true",
        "127.8.8.8, true",
        "[::1], true",
        "localhost.example, false",
        "127.0.0.1.example, false",
        "10.0.0.1, false"
    })
    void loopbackIsANameOrALiteral(String host, boolean loopback) {
        assertThat(Addresses.isLoopback(host)).isEqualTo(loopback);
    }

    @Test
    void nearestWordIsSuggestedOnlyWhenNear() {
        assertThat(Nearest.to("prot", List.of("port", "host"))).contains("port");
        assertThat(Nearest.to("upstream", List.of("upstreams", "routes"))).contains("upstreams");
        assertThat(Nearest.to("zebra", List.of("port", "host"))).isEmpty();
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void secretsDoNotPrint(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("s"), "s3cr3t\r\n");
        for (String text : List.of("s3cr3t", "env:S", "file:s")) {
            var secret = SecretRef.resolve(text, directory, Map.of("S", "s3cr3t"));
            assertThat(secret.reveal()).isEqualTo("s3cr3t");
            assertThat(secret.toString()).doesNotContain("s3cr3t").contains("hidden");
        }
    }

    @Test
    void secretThatLeadsNowhereIsRefused(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("empty"), "\n");
        Files.writeString(directory.resolve("big"), "x".repeat(65 * 1024));
        for (String text : List.of("env:S", "file:none", "file:empty", "file:big", "file:.")) {
            assertThatThrownBy(() -> SecretRef.resolve(text, directory, Map.of("S", " ")))
                    .isInstanceOf(SecretRef.Unresolved.class);
        }
    }

    @Test
    void keysStateEachVariableOnce() {
        assertThat(Keys.all().stream().flatMap(k -> k.environment().stream()))
                .doesNotHaveDuplicates();
    }
}
