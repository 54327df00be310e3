package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenAnswerTest {
    @Test
    void readsTokensAndTheirLifetime() {
        TokenAnswer answer =
                read(
                        200,
                        "{\"access_token\":\"a\",\"expires_in\":3599,\"refresh_token\":\"r\",\"id_token\":\"i\"}");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        TokenAnswer.Issued.class,
                        it -> {
                            assertThat(it.accessToken()).isEqualTo("a");
                            assertThat(it.lifetime()).isEqualTo(Duration.ofSeconds(3599));
                            assertThat(it.refreshToken()).contains("r");
                            assertThat(it.idToken()).contains("i");
                        });
    }

    @Test
    void printsNoToken() {
        assertThat(read(200, "{\"access_token\":\"tok\",\"expires_in\":1}").toString())
                .doesNotContain("tok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{}",
                "200|{\"access_token\":\"a\"}",
                "200|{\"access_token\":\"a\",\"expires_in\":0}",
                "200|{\"access_token\":\"\",\"expires_in\":10}",
                "200|[]",
                "200|{\"access_token\":\"a\",\"expires_in\":10} and more",
                "302|''",
                "400|<html>",
                "400|{}",
                "400|{\"error\":\"temporarily_unavailable\"}",
                "400|{\"error\":\"server_error\"}",
                "407|proxy",
                "429|{\"error\":\"invalid_grant\"}",
                "500|{\"error\":\"invalid_grant\",\"error_codes\":[65001]}",
                "503|''",
            })
    void takesAnythingElseForAnOutage(int status, String body) {
        IdentityProviderUnavailable outage = outage(status, body, Map.of());

        assertThat(outage.retryAfter()).isEqualTo(RetryAfter.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17|17",
                "0|1",
                "-3|10",
                "999999|3600",
                "soon|10",
                "Sun, 01 Mar 2026 13:00:40 GMT|40",
                "Sun, 01 Mar 2026 12:00:00 GMT|1",
            })
    void passesOnWhenToTryAgain(String header, long seconds) {
        assertThat(outage(429, "", Map.of("retry-after", List.of(header))).retryAfter())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void doesNotRepeatTheBodyOfAnOutage() {
        assertThat(outage(200, "{\"access_token\":\"eyJ.secret\"}", Map.of()))
                .hasMessageNotContaining("eyJ")
                .hasRootCauseMessage("status 200");
    }

    private static TokenAnswer read(int status, String body) {
        return TokenAnswer.read(new EntraHttp.Answer(status, Map.of(), body), TickingClock.START);
    }

    private static IdentityProviderUnavailable outage(
            int status, String body, Map<String, List<String>> headers) {
        return catchThrowableOfType(
                IdentityProviderUnavailable.class,
                () ->
                        TokenAnswer.read(
                                new EntraHttp.Answer(status, headers, body), TickingClock.START));
    }
}
