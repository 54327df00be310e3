package dev.gatehouse.authenticate.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.authenticate.sessions.IdentityProvider.Redemption;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tokens of these sessions end an hour after sign-in. */
final class SessionRefreshTest {
    private static final Instant HOUR = TestTokens.NOW.plus(Duration.ofHours(1));

    private final Desk desk = new Desk();
    private final String ticket = desk.signedIn();

    @Test
    void keepsATokenThatHasFiveMinutesLeft() {
        at(Duration.ofMinutes(55).minusSeconds(1));

        assertThat(found().tokenExpiresAt()).isEqualTo(HOUR);
        assertThat(desk.entra.refreshes).hasValue(0);
    }

    @Test
    void renewsATokenThatHasLessLeft() {
        newTokens();
        at(Duration.ofMinutes(55));

        assertThat(found().tokenExpiresAt()).isEqualTo(HOUR.plus(Duration.ofHours(1)));
        assertThat(found().tokenExpiresAt()).isEqualTo(HOUR.plus(Duration.ofHours(1)));
        assertThat(desk.entra.refreshes).hasValue(1);
    }

    @Test
    void takesTheRolesOfTheNewToken() {
        desk.entra.accessToken =
                token ->
                        token.expiresAt(HOUR.plus(Duration.ofHours(1)))
                                .claim("roles", List.of("Analyst"));
        assertThat(found().principal().roles()).containsExactly(Role.VIEWER);
        at(Duration.ofMinutes(55));

        assertThat(found().principal().roles()).containsExactly(Role.ANALYST);
    }

    @Test
    void endsTheSessionWhenEntraRefuses() {
        desk.entra.answer = Optional.of(refused(Optional.empty()));
        at(Duration.ofMinutes(55));

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
        desk.entra.answer = Optional.empty();
        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.entra.refreshes).hasValue(1);
    }

    @Test
    void tellsTheClaimsThatTheNextSignInNeeds() {
        var challenge = new ClaimsChallenge("{\"access_token\":{}}");
        desk.entra.answer = Optional.of(refused(Optional.of(challenge)));
        at(Duration.ofMinutes(55));

        assertThat(desk.sessions.find(ticket))
                .isInstanceOfSatisfying(
                        Lookup.Ended.class,
                        ended -> {
                            assertThat(ended.why().code()).isEqualTo(RefusalCode.SESSION_EXPIRED);
                            assertThat(ended.why().challenge()).hasValue(challenge);
                        });
    }

    @Test
    void endsTheSessionWhenTheNewTokenIsOfSomebodyElse() {
        desk.entra.accessToken =
                token -> token.object(TestTokens.ANN).expiresAt(HOUR.plusSeconds(3600));
        at(Duration.ofMinutes(55));

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
    }

    @Test
    void endsTheSessionWhenTheNewTokenIsNotValid() {
        desk.entra.accessToken = token -> token.audience("other");
        at(Duration.ofMinutes(55));

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
    }

    @Test
    void keepsTheSessionThroughAnOutageAndDoesNotAskAgainAtOnce() {
        desk.entra.down = true;
        at(Duration.ofMinutes(55));
        found();
        found();
        assertThat(desk.entra.refreshes).hasValue(1);

        desk.entra.down = false;
        newTokens();
        desk.clock.advance(Duration.ofSeconds(31));
        assertThat(found().tokenExpiresAt()).isAfter(HOUR);
    }

    @Test
    void saysThatEntraCannotBeReachedOnceTheTokenIsOver() {
        desk.entra.down = true;
        at(Duration.ofHours(1));

        assertThatThrownBy(() -> desk.sessions.find(ticket))
                .isInstanceOf(IdentityProviderUnavailable.class);
        desk.entra.down = false;
        newTokens();
        found();
    }

    @Test
    void endsWithItsTokenWhereThereIsNoRefreshToken() {
        var other = new Desk();
        other.entra.refreshToken = Optional.empty();
        String bare = other.signedIn();
        keepUsing(other, bare, Duration.ofHours(1).minusSeconds(1));
        assertThat(other.sessions.find(bare)).isInstanceOf(Lookup.Found.class);

        other.clock.advance(Duration.ofSeconds(1));
        assertThat(other.sessions.find(bare)).isInstanceOf(Lookup.Ended.class);
        assertThat(other.entra.refreshes).hasValue(0);
    }

    @Test
    void manyThreadsAndReplicasCauseOneRequest() throws Exception {
        newTokens();
        at(Duration.ofHours(1));
        var started = new CountDownLatch(1);
        desk.entra.duringRefresh = () -> await(started);
        var replicas = List.of(desk.sessions, desk.replica());
        var lookups = new ArrayList<Callable<Lookup>>();
        for (int i = 0; i < 16; i++) {
            Sessions replica = replicas.get(i % 2);
            lookups.add(() -> replica.find(ticket));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = lookups.stream().map(threads::submit).toList();
            started.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Lookup.Found.class);
            }
        }
        assertThat(desk.entra.refreshes).hasValue(1);
    }

    @Test
    void waitsForNobodyWhileTheTokenIsGood() {
        newTokens();
        at(Duration.ofMinutes(55));
        String lease = "session:" + found(desk.replica()).id();
        desk.entra.refreshes.set(0);
        at(Duration.ofMinutes(115));
        try (var _ = desk.state.lease(lease, Duration.ofMinutes(1)).orElseThrow()) {
            found();
        }
        assertThat(desk.entra.refreshes).hasValue(0);
    }

    @Test
    void aLogoutDuringARefreshIsFinal() {
        newTokens();
        at(Duration.ofMinutes(55));
        desk.entra.duringRefresh = () -> desk.replica().end(ticket);
        desk.sessions.find(ticket);

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
    }

    private void newTokens() {
        desk.entra.accessToken = token -> token.expiresAt(HOUR.plus(Duration.ofHours(1)));
    }

    /** Moves to {@code sinceSignIn}, using the session on the way so that it does not end idle. */
    private void at(Duration sinceSignIn) {
        desk.clock.set(TestTokens.NOW);
        keepUsing(desk, ticket, sinceSignIn);
    }

    private static void keepUsing(Desk desk, String ticket, Duration sinceSignIn) {
        Instant target = TestTokens.NOW.plus(sinceSignIn);
        while (desk.clock.instant().plus(Duration.ofMinutes(20)).isBefore(target)) {
            desk.clock.advance(Duration.ofMinutes(20));
            desk.sessions.find(ticket);
        }
        desk.clock.set(target);
    }

    private Session found() {
        return found(desk.sessions);
    }

    private Session found(Sessions replica) {
        if (replica.find(ticket) instanceof Lookup.Found(Session session)) {
            return session;
        }
        throw new AssertionError("no session");
    }

    private static Redemption refused(Optional<ClaimsChallenge> challenge) {
        return new Redemption.Refused(
                new GrantRefusal(GrantRefusal.Kind.GRANT_ENDED, 50173, challenge, ""));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody counted down");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
