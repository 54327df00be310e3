package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedHostsTest {
    private final TrustedHosts trusted =
            new TrustedHosts(
                    List.of(
                            URI.create("https://management.azure.com/"),
                            URI.create("http://127.0.0.1:8081")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com/subscriptions?$skiptoken=a",
                "https://MANAGEMENT.azure.com:443/x",
                "HTTPS://management.azure.com",
                "http://127.0.0.1:8081/x"
            })
    void followsLinksToConfiguredOrigins(String link) {
        assertThat(trusted.check(URI.create(link))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://management.azure.com/x",
                "https://management.azure.com:8443/x",
                "https://management.azure.com.evil.example/x",
                "https://evil.example/management.azure.com",
                "https://management.azure.com@evil.example/x",
                "https://user@management.azure.com/x",
                "https://management.azure.com./x",
                "//management.azure.com/x",
                "/subscriptions",
                "mailto:management.azure.com",
                "http://127.0.0.1/x",
                "http://localhost:8081/x"
            })
    void refusesLinksToAnyOther(String link) {
        assertThat(trusted.check(URI.create(link)).map(Refusal::code))
                .contains(RefusalCode.UNTRUSTED_LINK);
    }

    @Test
    void takesOnlyOriginsFromTheConfiguration() {
        assertThatThrownBy(() -> new TrustedHosts(List.of(URI.create("/x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
