package dev.gatehouse.authenticate.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.ShortLivedState.Space;
import dev.gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Desk desk = new Desk();

    @Test
    void findsASessionOnAnyReplica() {
        String ticket = desk.signedIn();
        Session session = found(desk.replica().find(ticket));

        assertThat(session).isEqualTo(found(desk.sessions.find(ticket)));
        assertThat(session.principal()).isEqualTo(principalOfAda());
        assertThat(session.idleEndsAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofMinutes(30)));
        assertThat(session.endsAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofHours(10)));
    }

    @Test
    void ticketsAreRandomAndNameNothing() {
        String one = desk.signedIn();
        String two = desk.signedIn();

        assertThat(one).hasSize(86).isNotEqualTo(two);
        assertThat(one).doesNotContain(found(desk.sessions.find(one)).id().substring(0, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc/passwd", "\u0000", "null"})
    void knowsNoMalformedTicket(String ticket) {
        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Unknown.class);
        assertThat(desk.sessions.end(ticket)).isEmpty();
    }

    @Test
    void refusesATicketWithAnotherKey() {
        String ticket = desk.signedIn();
        byte[] bytes = Base64.getUrlDecoder().decode(ticket);
        bytes[63] ^= 1;
        String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(desk.sessions.find(altered)).isInstanceOf(Lookup.Unknown.class);
        assertThat(desk.sessions.end(altered)).isEmpty();
        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void refusesATicketWithAnotherId() {
        byte[] bytes = Base64.getUrlDecoder().decode(desk.signedIn());
        bytes[0] ^= 1;
        String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(desk.sessions.find(altered)).isInstanceOf(Lookup.Ended.class);
    }

    @Test
    void refusesOtherSpellingsOfATicket() {
        String ticket = desk.signedIn();
        String last = ticket.substring(0, 85);

        for (char c = 'A'; c <= 'z'; c++) {
            String spelling = last + c;
            if (!spelling.equals(ticket)) {
                assertThat(desk.sessions.find(spelling)).isNotInstanceOf(Lookup.Found.class);
            }
        }
        assertThat(desk.sessions.find(ticket + "=")).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void aStolenStoreOpensNothing() {
        String ticket = desk.signedIn();
        byte[] bytes = Base64.getUrlDecoder().decode(ticket);
        String id = Random32.base64Url(java.util.Arrays.copyOf(bytes, 32));
        String token = found(desk.sessions.find(ticket)).assertion().value();
        List<byte[]> dump = desk.state.dump();

        for (byte[] stored : dump) {
            String text = new String(stored, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .doesNotContain(id)
                    .doesNotContain(ticket)
                    .doesNotContain(token)
                    .doesNotContain("refresh-token-secret")
                    .doesNotContain("ada@contoso.com")
                    .doesNotContain(TestTokens.ADA.toString());
        }
        // Not even with Gatehouse's own keys: only revocation notes are sealed with those.
        String sessionId = found(desk.sessions.find(ticket)).id();
        for (String name : List.of(sessionId, sessionId + ".content")) {
            byte[] stored = desk.state.get(Space.SESSION, name).orElseThrow();
            assertThat(desk.sealing.open(stored, name)).isEmpty();
        }
    }

    @Test
    void endsAfterThirtyMinutesWithoutUse() {
        String ticket = desk.signedIn();
        desk.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        found(desk.sessions.find(ticket));
        desk.clock.advance(Duration.ofMinutes(30));

        assertThat(codeOf(desk.sessions.find(ticket))).isEqualTo(RefusalCode.SESSION_EXPIRED);
    }

    @Test
    void endsAfterTenHoursInAnyCase() {
        desk.entra.accessToken = token -> token.expiresAt(TestTokens.NOW.plus(Duration.ofDays(1)));
        String ticket = desk.signedIn();
        for (int i = 0; i < 29; i++) {
            desk.clock.advance(Duration.ofMinutes(20));
            Session session = found(desk.sessions.find(ticket));
            assertThat(session.idleEndsAt()).isBeforeOrEqualTo(session.endsAt());
        }
        desk.clock.advance(Duration.ofMinutes(20));

        assertThat(codeOf(desk.sessions.find(ticket))).isEqualTo(RefusalCode.SESSION_EXPIRED);
    }

    @Test
    void writesUseDownAtMostOnceAMinute() {
        String ticket = desk.signedIn();
        String content = found(desk.sessions.find(ticket)).id() + ".content";
        byte[] first = desk.state.get(Space.SESSION, content).orElseThrow();

        desk.clock.advance(MINUTE.minusMillis(1));
        desk.sessions.find(ticket);
        assertThat(desk.state.get(Space.SESSION, content)).hasValue(first);

        desk.clock.advance(Duration.ofMillis(1));
        desk.sessions.find(ticket);
        assertThat(desk.state.get(Space.SESSION, content).orElseThrow()).isNotEqualTo(first);
    }

    @Test
    void endsASessionAndTellsWhatItWas() {
        String ticket = desk.signedIn();
        Session session = found(desk.sessions.find(ticket));

        assertThat(desk.sessions.end(ticket)).hasValue(session);
        assertThat(desk.sessions.end(ticket)).isEmpty();
        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.state.count(Space.SESSION)).isZero();
    }

    @Test
    void endsAllSessionsOfAPersonAndOfNobodyElse() {
        String one = desk.signedIn();
        String two = desk.signedIn();
        desk.entra.idToken = token -> token.object(TestTokens.ANN);
        desk.entra.accessToken = token -> token.object(TestTokens.ANN);
        String ann = desk.signedIn();
        desk.replica().endAll(TestTokens.CONTOSO, TestTokens.ADA);

        assertThat(desk.sessions.find(one)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.sessions.find(two)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.sessions.find(ann)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void letsThePersonSignInAgainAfterAllSessionsWereEnded() {
        desk.sessions.endAll(TestTokens.CONTOSO, TestTokens.ADA);
        desk.clock.advance(Duration.ofMillis(1));

        assertThat(desk.sessions.find(desk.signedIn())).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void remembersARevocationAsLongAsAnySessionCouldLive() {
        desk.entra.accessToken = token -> token.expiresAt(TestTokens.NOW.plus(Duration.ofDays(1)));
        String ticket = desk.signedIn();
        desk.sessions.endAll(TestTokens.CONTOSO, TestTokens.ADA);
        desk.clock.advance(Duration.ofMinutes(29));

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
    }

    @Test
    void treatsARevocationThatCannotBeReadAsOne() {
        String ticket = desk.signedIn();
        String name = "user:" + desk.sealing.keyedHash(TestTokens.CONTOSO + "/" + TestTokens.ADA);
        desk.state.put(
                Space.REVOCATION, name, new byte[40], TestTokens.NOW.plus(Duration.ofHours(1)));

        assertThat(desk.sessions.find(ticket)).isInstanceOf(Lookup.Ended.class);
    }

    @Test
    void endsTheSessionsOfEntrasOwnSession() {
        String one = desk.signedIn();
        String two = desk.signedIn();
        desk.entra.idToken = token -> token.claim("sid", "other");
        String other = desk.signedIn();

        assertThat(desk.replica().endBySid("5e551000-0000-4000-8000-000000000001")).hasSize(2);
        assertThat(desk.sessions.find(one)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.sessions.find(two)).isInstanceOf(Lookup.Ended.class);
        assertThat(desk.sessions.find(other)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void storesNothingForAnUnknownSid() {
        assertThat(desk.sessions.endBySid("unknown")).isEmpty();
        assertThat(desk.state.dump()).isEmpty();
    }

    @Test
    void namesNobodyWhenPrinted() {
        Session session = found(desk.sessions.find(desk.signedIn()));

        assertThat(session.toString()).doesNotContain("Ada").doesNotContain("contoso");
    }

    @Test
    void keepsGroupsAndTheirOverage() {
        desk.entra.accessToken = token -> token.claim("hasgroups", true);

        assertThat(found(desk.sessions.find(desk.signedIn())).principal().groups())
                .isEqualTo(new dev.gatehouse.kernel.Groups.Overage());
    }

    @Test
    void doesNotStartWithLimitsThatMakeNoSense() {
        Duration idle = Duration.ofMinutes(30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(MINUTE, idle, MINUTE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(idle, MINUTE, MINUTE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfig(idle, idle, MINUTE.negated()));
    }

    private dev.gatehouse.kernel.Principal principalOfAda() {
        return switch (desk.validator.validate(TestTokens.valid().sign())) {
            case dev.gatehouse.authenticate.tokens.Validation.Valid(var token) -> token.principal();
            case dev.gatehouse.authenticate.tokens.Validation.Invalid invalid ->
                    throw new AssertionError(invalid.toString());
        };
    }

    private static Session found(Lookup lookup) {
        if (lookup instanceof Lookup.Found(Session session)) {
            return session;
        }
        throw new AssertionError(lookup.toString());
    }

    private static RefusalCode codeOf(Lookup lookup) {
        return Optional.of(lookup)
                .filter(Lookup.Ended.class::isInstance)
                .map(Lookup.Ended.class::cast)
                .orElseThrow()
                .why()
                .code();
    }
}
