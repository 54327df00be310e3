package dev.gatehouse.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import dev.gatehouse.act.credentials.OnBehalfOf.Exchange;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Questions to Entra that change nothing: what a tenant publishes, and what it makes of us. */
public final class EntraProbe {
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
    private static final int REDIRECT_MISMATCH = 50011;

    private final EntraClient client;
    private final EntraHttp http;

    public EntraProbe(EntraClient client, EntraHttp http) {
        this.client = client;
        this.http = http;
    }

    /**
     * A tenant's OpenID metadata (OpenID Connect Discovery 1.0).
     *
     * @param issuer empty if Entra does not know the tenant
     * @param date of the answer, if it says so
     */
    public record Metadata(String issuer, Optional<Instant> date) {}

    /** What the authorize endpoint makes of a redirect address. */
    public enum Redirect {
        REGISTERED,
        NOT_REGISTERED,
        UNCLEAR
    }

    /**
     * @param tenant id or domain
     * @throws IdentityProviderUnavailable if there is no usable answer
     */
    public Metadata metadata(String tenant) {
        EntraHttp.Answer answer = get(tenant, "/v2.0/.well-known/openid-configuration");
        String issuer =
                answer.status() == 200
                        ? Json.object(answer.body())
                                .flatMap(it -> Json.text(it, "issuer"))
                                .orElse("")
                        : "";
        if (answer.status() != 200 && answer.status() != 400 && answer.status() != 404) {
            throw unusable(answer.status());
        }
        return new Metadata(issuer, date(answer));
    }

    /**
     * How many keys for v2.0 tokens the tenant publishes.
     *
     * @throws IdentityProviderUnavailable if there is no usable answer
     */
    public int signingKeys(String tenant) {
        EntraHttp.Answer answer = get(tenant, "/discovery/v2.0/keys");
        if (answer.status() != 200) {
            throw unusable(answer.status());
        }
        return Json.object(answer.body()).map((ObjectNode it) -> it.path("keys").size()).orElse(0);
    }

    /**
     * A token for the registration itself (RFC 6749 section 4.4).
     *
     * @throws IdentityProviderUnavailable if there is no usable answer
     */
    public Exchange clientToken(String tenant, Scope scope) {
        var parameters =
                ClientCredentialParameters.builder(Set.of(scope.value())).skipCache(true).build();
        Instant asked = client.clock().instant();
        return switch (client.ask(tenant, application -> application.acquireToken(parameters))) {
            case TokenAnswer.Issued issued ->
                    new Exchange.Issued(
                            new AccessToken(issued.accessToken(), asked.plus(issued.lifetime())));
            case TokenAnswer.Refused(var why) -> new Exchange.Refused(why);
        };
    }

    /**
     * Asks for a sign-in without a page ({@code prompt=none}): only a registered address is sent
     * anything.
     *
     * @throws IdentityProviderUnavailable if there is no answer
     */
    public Redirect redirect(String tenant, URI address) {
        EntraHttp.Answer answer =
                get(
                        tenant,
                        "/oauth2/v2.0/authorize?response_type=code&response_mode=query&prompt=none"
                                + "&scope=openid&state=doctor&nonce=doctor&client_id="
                                + client.id()
                                + "&redirect_uri="
                                + URLEncoder.encode(address.toString(), StandardCharsets.UTF_8));
        boolean back =
                answer.headers().getOrDefault("location", List.of()).stream()
                        .anyMatch(to -> to.startsWith(address + "?"));
        if (back) {
            return Redirect.REGISTERED;
        }
        return answer.body().contains("AADSTS" + REDIRECT_MISMATCH)
                ? Redirect.NOT_REGISTERED
                : Redirect.UNCLEAR;
    }

    private EntraHttp.Answer get(String tenant, String path) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("neither a tenant's id nor a domain");
        }
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create(client.cloud().authority() + "/" + tenant + path))
                            .build());
        } catch (IOException unreachable) {
            throw new IdentityProviderUnavailable(
                    "Entra cannot be reached", RetryAfter.DEFAULT, unreachable);
        }
    }

    private static Optional<Instant> date(EntraHttp.Answer answer) {
        try {
            return answer.headers().getOrDefault("date", List.of()).stream()
                    .findFirst()
                    .map(it -> ZonedDateTime.parse(it, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(ZonedDateTime::toInstant);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static IdentityProviderUnavailable unusable(int status) {
        return new IdentityProviderUnavailable(
                "Entra answered with status " + status,
                RetryAfter.DEFAULT,
                new IOException("status " + status));
    }
}
