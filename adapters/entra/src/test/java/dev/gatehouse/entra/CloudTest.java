package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudTest {
    @Test
    void keepsAddressesWithoutTrailingSlash() {
        Cloud cloud = cloud("https://localhost:8443/", "http://localhost:8081/");

        assertThat(cloud.authority()).hasToString("https://localhost:8443");
        assertThat(cloud.browserAuthority()).hasToString("http://localhost:8081");
    }

    @Test
    void refusesAnAuthorityThatIsNotHttps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud("http://localhost:8081", "http://localhost:8081"));
    }

    @Test
    void refusesAnAuthorityWithATenantInIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud("https://localhost:8443/common", "http://localhost:8081"));
    }

    @Test
    void refusesABrowserAuthorityWithAPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud("https://localhost:8443", "http://localhost:8081/entra"));
    }

    @Test
    void refusesAddressesWithUserInformationOrQuery() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud("https://entra@localhost:8443", "http://localhost"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud("https://localhost:8443", "http://localhost?a=b"));
    }

    @Test
    void asksForTheTokenExchangeAudienceOfTheCloud() {
        assertThat(Cloud.PUBLIC.tokenExchange()).hasToString("api://AzureADTokenExchange/.default");
        assertThat(Cloud.USGOV.tokenExchange())
                .hasToString("api://AzureADTokenExchangeUSGov/.default");
        assertThat(Cloud.CHINA.tokenExchange())
                .hasToString("api://AzureADTokenExchangeChina/.default");
    }

    private static Cloud cloud(String authority, String browser) {
        return new Cloud(
                URI.create(authority),
                URI.create(browser),
                URI.create("https://localhost:8443"),
                URI.create("https://localhost:8443"),
                URI.create("http://localhost:8081"),
                URI.create("https://sts.windows.net"),
                Optional.empty());
    }
}
