package dev.gatehouse.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Finds the id of a tenant that is configured by one of its domains, in its metadata. */
public final class TenantNames {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Cloud cloud;
    private final EntraHttp http;

    public TenantNames(Cloud cloud, EntraHttp http) {
        this.cloud = cloud;
        this.http = http;
    }

    /**
     * The tenant that the domain belongs to.
     *
     * @throws IdentityProviderUnavailable if Entra cannot be reached or knows no such domain
     */
    public TenantId idOf(String domain) {
        URI metadata =
                URI.create(
                        cloud.authority()
                                + "/"
                                + domain
                                + "/v2.0/.well-known/openid-configuration");
        try {
            EntraHttp.Answer answer = http.send(HttpRequest.newBuilder(metadata).build());
            JsonNode document = JSON.readTree(answer.body());
            Optional<TenantId> found =
                    answer.status() == 200
                            ? TenantId.parse(tenantIn(document.path("issuer").asText("")))
                            : Optional.empty();
            return found.orElseThrow(
                    () ->
                            new IdentityProviderUnavailable(
                                    "Entra knows no tenant by the domain of entra.tenant: "
                                            + metadata
                                            + " answered with status "
                                            + answer.status(),
                                    RETRY,
                                    new IOException("status " + answer.status())));
        } catch (IOException unreachable) {
            throw new IdentityProviderUnavailable(
                    "the tenant of entra.tenant cannot be looked up at "
                            + metadata
                            + ": "
                            + why(unreachable),
                    RETRY,
                    unreachable);
        }
    }

    private static String why(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException _, UnknownHostException _ -> {
                    return "the name is not known here; is there a network?";
                }
                case SSLException _ -> {
                    return "its certificate is not trusted. If a proxy or an emulator stands there,"
                            + " name its CA in entra.cloud.ca-file";
                }
                default -> {}
            }
        }
        return switch (failure) {
            case HttpTimeoutException _ ->
                    "no answer in time; does a firewall or proxy stand between?";
            case ConnectException _ -> "the connection is refused";
            case JsonProcessingException _ -> "the answer is no JSON";
            default -> failure.getClass().getSimpleName();
        };
    }

    /** The first path segment of an issuer. */
    private static String tenantIn(String issuer) {
        String[] parts = issuer.split("/");
        return parts.length > 3 ? parts[3] : "";
    }
}
