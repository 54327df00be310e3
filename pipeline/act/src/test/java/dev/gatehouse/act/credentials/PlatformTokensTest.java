package dev.gatehouse.act.credentials;

import static dev.gatehouse.act.credentials.Callers.ARM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlatformTokensTest {
    private final MovableClock clock = new MovableClock();
    private final FakePlatform platform = new FakePlatform(clock);
    private final PlatformTokens tokens = new PlatformTokens(platform, clock);

    @Test
    void asksOnceForAScope() {
        tokens.get(ARM);
        tokens.get(ARM);
        tokens.get(new Scope("https://graph/.default"));

        assertThat(platform.asked).hasValue(2);
    }

    @Test
    void fetchesTheNextTokenWhileTheLastOneStillServes() {
        tokens.get(ARM);
        clock.advance(Duration.ofMinutes(44));

        assertThat(tokens.get(ARM).value()).isEqualTo("platform-token-1");
        while (!tokens.get(ARM).value().equals("platform-token-2")) {
            Thread.onSpinWait();
        }
        assertThat(platform.asked).hasValue(2);
    }

    @Test
    void servesTheLastTokenWhileTheIdentityIsDown() {
        tokens.get(ARM);
        platform.down = true;
        clock.advance(Duration.ofMinutes(57));
        assertThat(tokens.get(ARM).value()).isEqualTo("platform-token-1");
        while (platform.asked.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(tokens.get(ARM).value()).isEqualTo("platform-token-1");

        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> tokens.get(ARM)).isInstanceOf(CredentialUnavailable.class);
    }
}
