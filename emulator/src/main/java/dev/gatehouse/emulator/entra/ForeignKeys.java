package dev.gatehouse.emulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.gatehouse.emulator.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of issuers outside the emulator, by OpenID discovery. Only issuers of registered federated
 * credentials are ever asked. Nothing is cached: what the issuer publishes now, counts now.
 */
final class ForeignKeys {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** The RSA keys that an issuer publishes, only the named one if {@code keyId} is given. */
    List<RSAPublicKey> find(String issuer, @Nullable String keyId) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            String metadata = get(client, base + "/.well-known/openid-configuration");
            String address =
                    Json.read(metadata).map(tree -> tree.path("jwks_uri")).stream()
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::asText)
                            .findFirst()
                            .orElse("");
            List<RSAPublicKey> keys = new ArrayList<>();
            for (JWK key : JWKSet.parse(get(client, address)).getKeys()) {
                if (key instanceof RSAKey rsa && (keyId == null || keyId.equals(key.getKeyID()))) {
                    keys.add(rsa.toRSAPublicKey());
                }
            }
            return List.copyOf(keys);
        } catch (IOException | ParseException | JOSEException | IllegalArgumentException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static String get(HttpClient client, String address)
            throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(address)).timeout(DEADLINE).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
