package dev.gatehouse.emulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Json;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The tokens of registries: a refresh token for three hours stands for a caller of Entra's, an
 * access token for 75 minutes for what the caller may do. Signed with a key that nobody else has,
 * as only the registry itself reads them.
 */
final class RegistryTokens {
    private static final String ISSUER = "Azure Container Registry";
    private static final Duration REFRESH_LIFETIME = Duration.ofHours(3);
    private static final Duration ACCESS_LIFETIME = Duration.ofMinutes(75);
    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final byte[] key = new byte[KEY_BYTES];

    RegistryTokens(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    String refresh(Caller caller, String loginServer) {
        Map<String, Object> claims = claims(caller, loginServer, REFRESH_LIFETIME);
        claims.put("grant_type", "refresh_token");
        claims.put("permissions", Map.of("actions", List.of("read", "write", "delete")));
        return sign(claims);
    }

    String access(Caller caller, String loginServer, List<RegistryScope> granted) {
        Map<String, Object> claims = claims(caller, loginServer, ACCESS_LIFETIME);
        claims.put("grant_type", "access_token");
        claims.put("access", granted.stream().map(RegistryScope::json).toList());
        return sign(claims);
    }

    /** Whom a refresh token of this registry stands for; empty for any other text. */
    Optional<Caller> refreshed(String token, String loginServer) {
        return read(token, loginServer, "refresh_token").map(RegistryTokens::caller);
    }

    /** Whom an access token of this registry stands for, and for what. */
    Optional<Access> accessed(String token, String loginServer) {
        return read(token, loginServer, "access_token")
                .map(claims -> new Access(caller(claims), scopes(claims.path("access"))));
    }

    /** What an access token says. */
    record Access(Caller caller, List<RegistryScope> scopes) {
        boolean covers(RegistryScope needed) {
            return scopes.stream().anyMatch(scope -> scope.covers(needed));
        }
    }

    private Map<String, Object> claims(Caller caller, String loginServer, Duration lifetime) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sub", caller.object().toString());
        claims.put("nbf", now.minus(Duration.ofMinutes(15)).getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("iss", ISSUER);
        claims.put("aud", loginServer);
        claims.put("version", "1.0");
        claims.put("rid", "");
        claims.put("tenant", caller.tenant().toString());
        claims.put("appid", caller.app().toString());
        claims.put("name", caller.name());
        claims.put("kind", caller.kind().name());
        return claims;
    }

    private String sign(Map<String, Object> claims) {
        try {
            JWSObject token =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .type(JOSEObjectType.JWT)
                                    .build(),
                            new Payload(Json.write(claims)));
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private Optional<JsonNode> read(String token, String loginServer, String kind) {
        try {
            JWSObject signed = JWSObject.parse(token);
            boolean ours =
                    signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                            && signed.verify(new MACVerifier(key));
            return ours
                    ? Json.read(signed.getPayload().toString())
                            .filter(claims -> claims.path("aud").asText().equals(loginServer))
                            .filter(claims -> claims.path("grant_type").asText().equals(kind))
                            .filter(
                                    claims ->
                                            clock.instant()
                                                    .isBefore(
                                                            Instant.ofEpochSecond(
                                                                    claims.path("exp").asLong())))
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot verify a token", e);
        }
    }

    private static Caller caller(JsonNode claims) {
        return new Caller(
                Caller.Kind.valueOf(claims.path("kind").asText()),
                UUID.fromString(claims.path("tenant").asText()),
                UUID.fromString(claims.path("sub").asText()),
                UUID.fromString(claims.path("appid").asText()),
                claims.path("name").asText(),
                claims.path("aud").asText(),
                Set.of(),
                false);
    }

    private static List<RegistryScope> scopes(JsonNode access) {
        List<RegistryScope> scopes = new ArrayList<>();
        for (JsonNode each : access) {
            Set<String> actions = new TreeSet<>();
            each.path("actions").forEach(action -> actions.add(action.asText()));
            scopes.add(
                    new RegistryScope(
                            each.path("type").asText(), each.path("name").asText(), actions));
        }
        return scopes;
    }
}
