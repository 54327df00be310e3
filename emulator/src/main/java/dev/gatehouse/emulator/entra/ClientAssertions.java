package dev.gatehouse.emulator.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.FederatedCredential;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Client assertions, RFC 7523: signed by a registered certificate, or a token of another issuer
 * that a federated credential names. See Microsoft's "Certificate credentials" and "Workload
 * identity federation".
 */
final class ClientAssertions {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Set<JWSAlgorithm> CERTIFICATE_ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    private final World world;
    private final AccessTokens tokens;
    private final Origins origins;
    private final ForeignKeys foreign;

    ClientAssertions(World world, AccessTokens tokens, Origins origins, ForeignKeys foreign) {
        this.world = world;
        this.tokens = tokens;
        this.origins = origins;
        this.foreign = foreign;
    }

    /**
     * Lets an assertion stand for the application, or not.
     *
     * @throws Refused 700027, 700024, 700023, 700021, 70021 or 700229
     */
    void check(AppRegistration app, String assertion, Authority authority) {
        JWSObject jwt = parse(assertion);
        Map<String, Object> payload =
                Optional.ofNullable(jwt.getPayload().toJSONObject())
                        .orElseThrow(() -> invalid("The token is malformed."));
        TokenClaims claims = new TokenClaims(payload);
        boolean selfIssued =
                claims.text("iss").filter(app.clientId().toString()::equalsIgnoreCase).isPresent();
        if (selfIssued || jwt.getHeader().getX509CertSHA256Thumbprint() != null) {
            byCertificate(app, jwt, claims, authority);
        } else {
            byFederation(app, assertion, jwt, claims);
        }
        lifetime(claims);
    }

    private void byCertificate(
            AppRegistration app, JWSObject jwt, TokenClaims claims, Authority authority) {
        X509Certificate certificate =
                app.certificates().stream()
                        .filter(one -> named(one, jwt.getHeader()))
                        .findFirst()
                        .orElseThrow(() -> invalid("The key was not found."));
        if (!CERTIFICATE_ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                || !(certificate.getPublicKey() instanceof RSAPublicKey key)
                || !verified(jwt, key)) {
            throw invalid("The key was found, but its use to verify the signature failed.");
        }
        String client = app.clientId().toString();
        boolean self =
                claims.text("iss").filter(client::equalsIgnoreCase).isPresent()
                        && claims.text("sub").filter(client::equalsIgnoreCase).isPresent();
        if (!self) {
            throw new Refused(
                    Aadsts.invalidClient(
                            700021,
                            "Client assertion application identifier doesn't match 'client_id'"
                                    + " parameter."));
        }
        List<String> audience = audience(claims);
        if (audiences(authority).noneMatch(audience::contains)) {
            throw new Refused(
                    Aadsts.invalidClient(
                            700023,
                            "Client assertion audience claim does not match Realm issuer."));
        }
    }

    private void byFederation(
            AppRegistration app, String assertion, JWSObject jwt, TokenClaims claims) {
        String issuer = claims.text("iss").orElse("");
        FederatedCredential match =
                app.federated().stream()
                        .filter(one -> one.issuer().equals(issuer))
                        .filter(one -> claims.text("sub").filter(one.subject()::equals).isPresent())
                        .filter(
                                one ->
                                        audience(claims).stream()
                                                .anyMatch(one.audiences()::contains))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.invalidClient(
                                                        70021,
                                                        "No matching federated identity record found"
                                                                + " for presented assertion.")));
        boolean own =
                world.tenants().stream()
                        .map(Tenant::id)
                        .anyMatch(id -> tokens.issuerV2(id).equals(match.issuer()));
        if (own) {
            if (tokens.claims(assertion).isEmpty()) {
                throw invalid("The signature is wrong.");
            }
            if (claims.text("scp").isPresent()) {
                throw new Refused(
                        Aadsts.invalidClient(
                                700229,
                                "Only app-only tokens can be used as Federated Identity Credentials"
                                        + " for AAD issuer."));
            }
        } else if (foreign.find(match.issuer(), jwt.getHeader().getKeyID()).stream()
                .noneMatch(
                        key ->
                                JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                                        && verified(jwt, key))) {
            throw invalid("The signature is wrong.");
        }
    }

    private void lifetime(TokenClaims claims) {
        Instant now = world.clock().instant();
        boolean ended = claims.instant("exp").filter(now.minus(SKEW)::isBefore).isEmpty();
        boolean early = claims.instant("nbf").filter(now.plus(SKEW)::isBefore).isPresent();
        if (ended || early) {
            throw new Refused(
                    Aadsts.invalidClient(
                            700024, "Client assertion is not within its valid time range."));
        }
    }

    private Stream<String> audiences(Authority authority) {
        Stream<String> names =
                Stream.concat(
                        Stream.of(authority.name()),
                        authority.tenant().stream().map(tenant -> tenant.id().toString()));
        return names.flatMap(
                name ->
                        Stream.of(origins.https(), origins.http())
                                .flatMap(
                                        origin ->
                                                Stream.of(
                                                        origin + "/" + name + "/oauth2/v2.0/token",
                                                        origin + "/" + name + "/oauth2/token",
                                                        origin + "/" + name + "/v2.0")));
    }

    private static List<String> audience(TokenClaims claims) {
        return claims.text("aud").map(List::of).orElseGet(() -> claims.list("aud"));
    }

    @SuppressWarnings("deprecation") // x5t is what some clients send
    private static boolean named(X509Certificate certificate, JWSHeader header) {
        return named(certificate, "SHA-256", header.getX509CertSHA256Thumbprint())
                || named(certificate, "SHA-1", header.getX509CertThumbprint());
    }

    /**
     * Some clients write a thumbprint in base64 instead of base64url, so the bytes are compared.
     */
    private static boolean named(
            X509Certificate certificate, String algorithm, @Nullable Base64URL thumbprint) {
        try {
            return thumbprint != null
                    && Arrays.equals(
                            MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()),
                            thumbprint.decode());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot hash a certificate", e);
        }
    }

    private static boolean verified(JWSObject jwt, RSAPublicKey key) {
        try {
            return jwt.getHeader().getCriticalParams() == null
                    && jwt.verify(new RSASSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static JWSObject parse(String assertion) {
        try {
            return JWSObject.parse(assertion);
        } catch (ParseException e) {
            throw invalid("The token is malformed.");
        }
    }

    private static Refused invalid(String why) {
        return new Refused(
                Aadsts.invalidClient(
                        700027,
                        "Client assertion failed signature validation. [Reason - " + why + "]"));
    }
}
