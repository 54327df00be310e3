package dev.gatehouse.operate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginServersTest {
    private final LoginServers cloud = new LoginServers(List.of(".azurecr.io"));
    private final LoginServers own = new LoginServers(List.of("localhost", "registry.example"));

    @Test
    void takesTheCloudsRegistries() {
        assertThat(cloud.trusted("acrshop.azurecr.io"))
                .contains(URI.create("https://acrshop.azurecr.io"));
        assertThat(cloud.trusted("AcrShop-h3.AzureCR.io"))
                .contains(URI.create("https://acrshop-h3.azurecr.io"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "azurecr.io",
                ".azurecr.io",
                "evil.example",
                "acrshop.azurecr.io.evil.example",
                "evilazurecr.io",
                "acrshop.azurecr.io:8443",
                "acrshop.azurecr.io/path",
                "evil.example/.azurecr.io",
                "evil.example#.azurecr.io",
                "evil.example?.azurecr.io",
                "user@acrshop.azurecr.io",
                "evil.example\\.azurecr.io",
                "evil.example:443#.azurecr.io",
                "https://acrshop.azurecr.io"
            })
    void sendsNoTokenElsewhere(String loginServer) {
        assertThat(cloud.trusted(loginServer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a..azurecr.io",
                "-a.azurecr.io",
                "a-.azurecr.io",
                "a_b.azurecr.io",
                "a..localhost",
                "a.1",
                "localhost:0",
                "localhost:99999",
                "localhost:65536",
                "127.0.0.1:70000"
            })
    void takesHostsAndPortsThatExistAlone(String loginServer) {
        var lax =
                new LoginServers(
                        List.of(".azurecr.io", ".localhost", "localhost", "127.0.0.1", ".1"));
        assertThat(lax.trusted(loginServer)).isEmpty();
    }

    @Test
    void takesAPortOnLoopbackAlone() {
        assertThat(own.trusted("localhost:18443")).contains(URI.create("https://localhost:18443"));
        assertThat(own.trusted("registry.example"))
                .contains(URI.create("https://registry.example"));
        assertThat(own.trusted("registry.example:18443")).isEmpty();
        assertThat(own.trusted("a.registry.example")).isEmpty();
    }
}
