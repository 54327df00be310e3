package dev.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalListenerConfigTest {
    private static ListenConfig.Internal at(String host, int port) {
        return new ListenConfig.Internal(InetAddress.ofLiteral(host), port, true);
    }

    @Test
    void portAloneIsOnLoopback() {
        var loading = Loading.with("listen: {internal: 9999}");
        assertThat(loading.config().listen().internal()).contains(at("127.0.0.1", 9999));
        assertThat(loading.warnings()).isEmpty();
        assertThat(
                        Loading.with("")
                                .variable("GATEHOUSE_LISTEN_INTERNAL", "localhost:7")
                                .config()
                                .listen()
                                .internal())
                .contains(at("127.0.0.1", 7));
    }

    @Test
    void hostThatIsWrittenDownOpensItAndIsWarnedAbout() {
        var loading = Loading.with("listen: {internal: '0.0.0.0:9090'}");
        assertThat(loading.config().listen().internal()).contains(at("0.0.0.0", 9090));
        assertThat(loading.warnings())
                .singleElement()
                .asString()
                .contains("listen.internal", "open to other hosts");
        assertThat(Loading.with("listen: {internal: '[::1]:9090'}").config().listen().internal())
                .contains(at("::1", 9090));
    }

    @Test
    void falseSwitchesItOff() {
        assertThat(Loading.with("listen: {internal: false}").config().listen().internal())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'metrics.example:9090'", "70000", "':9090'", "'::1:9090'"})
    void refusesWhatIsNoAddress(String value) {
        var loading = Loading.with("listen: {internal: " + value + "}");
        assertThat(loading.problems()).singleElement().asString().startsWith("listen.internal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "a/b", "*.azurecr.io", "a:1", "..azurecr.io"})
    void refusesRegistriesThatAreNoHosts(String value) {
        String cloud =
                "{authority: 'https://a', arm: 'https://b', graph: 'https://c', registries: ['";
        assertThat(Loading.with("").set("entra.cloud=" + cloud + value + "']}").problems())
                .singleElement()
                .asString()
                .startsWith("entra.cloud.registries");
    }
}
