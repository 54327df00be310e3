package dev.gatehouse.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.world.Cast;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A browser without JavaScript and a raw HTTP client in one. Follows no redirect by itself. */
final class EmulatorClient {
    static final String VERIFIER = "v".repeat(64);
    static final String REDIRECT = "http://localhost:8080/auth/callback";
    private static final Pattern FORM = Pattern.compile("<form[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("<input[^>]*name=\"([^\"]*)\"(?:[^>]*?value=\"([^\"]*)\")?[^>]*>");

    private final Emulator emulator;
    private final SSLContext tls;
    private final HttpClient http;

    EmulatorClient(Emulator emulator) {
        this.emulator = emulator;
        this.tls = trusting(emulator.caPem());
        this.http =
                HttpClient.newBuilder().sslContext(tls).cookieHandler(new CookieManager()).build();
    }

    /** TLS that trusts the emulator's CA and nothing else. */
    SSLContext tls() {
        return tls;
    }

    HttpResponse<String> get(String pathOrUri, String... headers) {
        return send(HttpRequest.newBuilder(address(pathOrUri)).GET(), headers);
    }

    HttpResponse<String> form(String pathOrUri, Map<String, String> fields, String... headers) {
        return send(
                HttpRequest.newBuilder(address(pathOrUri))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(FormCodec.encode(fields))),
                headers);
    }

    HttpResponse<String> json(String method, String path, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    /** Sends the form of a page that holds {@code marker}, with fields typed over its own. */
    HttpResponse<String> submit(
            HttpResponse<String> page, String marker, Map<String, String> typed) {
        return form(page.uri().toString(), filled(page.body(), marker, typed));
    }

    static Map<String, String> filled(String html, String marker, Map<String, String> typed) {
        Matcher forms = FORM.matcher(html);
        while (forms.find()) {
            if (forms.group(1).contains(marker)) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher inputs = FIELD.matcher(forms.group(1));
                while (inputs.find()) {
                    String value = inputs.group(2);
                    fields.put(inputs.group(1), value == null ? "" : unescape(value));
                }
                fields.putAll(typed);
                return fields;
            }
        }
        throw new AssertionError("no form with " + marker + " in " + html);
    }

    /** The path of an authorization request of Gatehouse with PKCE. */
    static String authorize(String tenant, String scope, Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", Cast.GATEHOUSE.toString());
        query.put("response_type", "code");
        query.put("redirect_uri", REDIRECT);
        query.put("scope", scope);
        query.put("state", "a state & more");
        query.put("nonce", "a-nonce");
        query.put("code_challenge", sha256(VERIFIER));
        query.put("code_challenge_method", "S256");
        query.putAll(more);
        return "/" + tenant + "/oauth2/v2.0/authorize?" + FormCodec.encode(query);
    }

    /** Signs a cast member in at Gatehouse with one click; the parameters of the redirect. */
    Map<String, String> signIn(String tenant, String upn, String scope, Map<String, String> more) {
        HttpResponse<String> page = get(authorize(tenant, scope, more));
        return parameters(submit(page, "value=\"" + upn + "\"", Map.of()));
    }

    /** The parameters of a redirect's query. */
    static Map<String, String> parameters(HttpResponse<String> redirect) {
        String location =
                redirect.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new AssertionError("no redirect: " + redirect.body()));
        Map<String, String> firsts = new LinkedHashMap<>();
        FormCodec.decode(location.substring(location.indexOf('?') + 1))
                .forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }

    /** The code among a redirect's parameters. */
    static String code(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("code"))
                .orElseThrow(() -> new AssertionError("no code: " + parameters));
    }

    /** A token request with Gatehouse's secret. */
    HttpResponse<String> token(String tenant, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", Cast.GATEHOUSE.toString());
        form.put("client_secret", "gatehouse-demo-secret");
        form.put("client_info", "1");
        form.putAll(fields);
        form.values().removeIf(String::isEmpty);
        return form("/" + tenant + "/oauth2/v2.0/token", form);
    }

    HttpResponse<String> redeem(String tenant, String code) {
        return token(
                tenant,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        REDIRECT,
                        "code_verifier",
                        VERIFIER));
    }

    HttpResponse<String> onBehalfOf(String tenant, String assertion, String scope) {
        return token(
                tenant,
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        assertion,
                        "requested_token_use",
                        "on_behalf_of",
                        "scope",
                        scope));
    }

    /** A token of the admin API. */
    String mint(String body) {
        return body(json("POST", "/_emulator/token", body)).path("access_token").asText();
    }

    static JsonNode body(HttpResponse<String> response) {
        return Json.read(response.body())
                .orElseThrow(() -> new AssertionError("not JSON: " + response.body()));
    }

    static JsonNode claims(String token) {
        return Json.read(decoded(token.split("\\.")[1])).orElseThrow();
    }

    static JsonNode header(String token) {
        return Json.read(decoded(token.split("\\.")[0])).orElseThrow();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI address(String pathOrUri) {
        return URI.create(pathOrUri.startsWith("/") ? emulator.http() + pathOrUri : pathOrUri);
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static SSLContext trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
