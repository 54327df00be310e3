package dev.gatehouse.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.testkit.TestKey;
import dev.gatehouse.testkit.TestTokens;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens at the gate: who passes, who does not, and what is remembered. */
final class BearerIT {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anAdmissionOfABearerDoesNotServeACookieOfTheSameText() throws Exception {
        String bearer = Site.bearer();
        String cookie = "Cookie: gatehouse=" + bearer.substring("Authorization: ".length());
        assertThat(site.raw("GET /app/a HTTP/1.1", bearer).status()).isEqualTo(200);
        assertThat(site.raw("GET /app/a HTTP/1.1", cookie).status()).isEqualTo(401);
    }

    @Test
    void passesACallerWithAGoodToken() throws Exception {
        var answer = site.send(site.authorized("/app/orders?b=2&a=%31"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(site.upstream.only().start()).isEqualTo("GET /app/orders?b=2&a=%31 HTTP/1.1");
    }

    @Test
    void tellsTheUpstreamWhoCallsInASignedAssertion() throws Exception {
        assertThat(site.send(site.authorized("/app/orders")).statusCode()).isEqualTo(200);
        var keys = JWKSet.parse(site.raw("GET /.well-known/gatehouse/jwks.json HTTP/1.1").body());

        var jwt =
                SignedJWT.parse(site.upstream.only().header("X-Gatehouse-Assertion").orElseThrow());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
        assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo(TestTokens.ADA.toString());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("app");
    }

    @Test
    void sendsTheUsersDownstreamTokenAndNoAssertionWhereTheUpstreamTakesTokens() throws Exception {
        assertThat(site.send(site.authorized("/azure/subscriptions")).statusCode()).isEqualTo(200);

        var seen = site.upstream.only();
        assertThat(seen.all("Authorization")).containsExactly("Bearer user-token");
        assertThat(seen.all("X-Gatehouse-Assertion")).isEmpty();
        assertThat(seen.target()).isEqualTo("/subscriptions");
    }

    @Test
    void dropsWhatOnlyGatehouseMaySay() throws Exception {
        site.raw(
                "GET /app/a HTTP/1.1",
                Site.bearer(),
                "X-Gatehouse-Assertion: forged",
                "x-gatehouse-user: forged",
                "X-MS-CLIENT-PRINCIPAL: forged",
                "X-MS-CLIENT-PRINCIPAL-NAME: forged",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=6.6.6.6",
                "X-Original-URL: /admin",
                "Connection: keep-alive, X-Secret-Hop",
                "X-Secret-Hop: forged",
                "TE: trailers",
                "Cookie: gatehouse=forged; theme=dark; gatehouse-signin=forged",
                "X-Kept: yes");

        var seen = site.upstream.only();
        assertThat(seen.lines()).noneMatch(line -> line.contains("forged"));
        assertThat(seen.lines()).noneMatch(line -> line.contains("6.6.6.6"));
        assertThat(seen.lines()).noneMatch(line -> line.contains("evil") || line.contains("admin"));
        assertThat(seen.all("Authorization")).isEmpty();
        assertThat(seen.all("TE")).isEmpty();
        assertThat(seen.all("Cookie")).containsExactly("theme=dark");
        assertThat(seen.all("X-Kept")).containsExactly("yes");
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("localhost:8080");
        assertThat(seen.all("X-MS-CLIENT-PRINCIPAL-ID")).containsExactly(TestTokens.ADA.toString());
        assertThat(seen.all("Host")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer not-a-token", "Basic YTpi", "Bearer a.b.c"})
    void refusesWhatIsNoToken(String header) throws Exception {
        assertRefused(header);
    }

    @Test
    void refusesForgedExpiredAndForeignTokens() throws Exception {
        assertRefused("Bearer " + TestTokens.valid().key(TestKey.STRANGER).sign());
        assertRefused("Bearer " + TestTokens.valid().algorithm("none").sign());
        assertRefused(
                "Bearer " + TestTokens.valid().expiresAt(TestTokens.NOW.minusSeconds(61)).sign());
        assertRefused("Bearer " + TestTokens.valid().tenant(TestTokens.FABRIKAM).sign());
        assertRefused("Bearer " + TestTokens.valid().audience("api://other").sign());
    }

    private void assertRefused(String authorization) throws Exception {
        int before = site.audited().size();
        var answer = site.raw("GET /app/a HTTP/1.1", "Authorization: " + authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
        assertThat(site.upstream.seen).isEmpty();
        var events = site.audited();
        assertThat(events).hasSize(before + 1);
        assertThat(answer.body()).contains("\"error\":\"" + events.getLast().code() + "\"");
    }

    @Test
    void validatesATokenOnceWhileItsAdmissionHolds() throws Exception {
        twice();
        assertThat(site.validations).hasValue(1);

        site.clock.advance(Duration.ofMinutes(5));
        site.send(site.authorized("/app/a"));
        assertThat(site.validations).hasValue(2);

        site.admissions.clear();
        site.send(site.authorized("/app/a"));
        assertThat(site.validations).hasValue(3);

        site.admissions.endAll(
                new TenantId(UUID.fromString(TestTokens.CONTOSO.toString())), TestTokens.ADA);
        site.send(site.authorized("/app/a"));
        assertThat(site.validations).hasValue(4);
        assertThat(site.audited(5)).allMatch(event -> event.status() == 200);
    }

    private void twice() throws Exception {
        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
        assertThat(site.send(site.authorized("/app/a")).statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotHonourAnAdmissionOnAnotherRoute() throws Exception {
        site.send(site.authorized("/app/a"));
        site.send(site.authorized("/quick/a"));

        assertThat(site.validations).hasValue(2);
    }

    /** The session decided, not the header beside it, so the header opens nothing by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Basic YTpi", "Authorization:", "Authorization: ambiguous"})
    void anAdmissionByCookieIsNotKeptUnderAnotherSchemesCredential(String header) throws Exception {
        String cookie = "Cookie: gatehouse=" + site.signedIn();
        assertThat(site.raw("GET /app/a HTTP/1.1", header, cookie).status()).isEqualTo(200);

        assertThat(site.raw("GET /app/a HTTP/1.1", header).status()).isEqualTo(401);
    }

    @Test
    void takesTwoAuthorizationHeadersForNone() throws Exception {
        String other = "Authorization: Bearer " + TestTokens.valid().key(TestKey.STRANGER).sign();
        assertThat(site.raw("GET /app/a HTTP/1.1", Site.bearer()).status()).isEqualTo(200);

        assertThat(site.raw("GET /app/a HTTP/1.1", Site.bearer(), other).status()).isEqualTo(401);
        assertThat(site.raw("GET /app/a HTTP/1.1", other, Site.bearer()).status()).isEqualTo(401);
    }

    @Test
    void anAdmissionOfAnOldRouteTableDoesNotCountInTheNext() throws Exception {
        site.send(site.authorized("/app/a"));
        site.table = site.freshTable();

        site.send(site.authorized("/app/a"));
        assertThat(site.validations).hasValue(2);
    }

    @Test
    void callersIdsNeverMakeTwoExchangesOne() throws Exception {
        var first = sendWithId("client-chosen-1");
        var second = sendWithId("client-chosen-1");

        assertThat(first).startsWith("client-chosen-1");
        assertThat(second).startsWith("client-chosen-1").isNotEqualTo(first);
        assertThat(site.audited(2))
                .extracting(event -> event.requestId())
                .containsExactly(first, second);
        assertThat(site.upstream.seen)
                .extracting(seen -> seen.header("X-Request-ID").orElseThrow())
                .containsExactly(first, second);
    }

    private String sendWithId(String id) throws Exception {
        HttpRequest.Builder request = site.authorized("/app/a").header("X-Request-ID", id);
        return site.send(request).headers().firstValue("X-Request-ID").orElseThrow();
    }
}
