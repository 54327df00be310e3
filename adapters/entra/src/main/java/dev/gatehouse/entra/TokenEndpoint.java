package dev.gatehouse.entra;

import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MSAL4J's way to the network for one exchange. Keeps the answer, because MSAL4J drops what is
 * needed of it: {@code error_codes}, {@code suberror}, the refresh token. Talks to the cloud's
 * authority alone.
 */
final class TokenEndpoint implements IHttpClient {
    private final EntraHttp http;
    private final URI authority;
    private final InstantSource clock;
    private volatile @Nullable TokenAnswer answer;
    private volatile @Nullable IdentityProviderUnavailable failure;

    TokenEndpoint(EntraHttp http, URI authority, InstantSource clock) {
        this.http = http;
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public IHttpResponse send(com.microsoft.aad.msal4j.HttpRequest asked) throws IOException {
        try {
            EntraHttp.Answer got = http.send(translate(asked));
            answer = TokenAnswer.read(got, clock.instant());
            HttpResponse response = new HttpResponse().statusCode(got.status()).body(got.body());
            response.addHeaders(got.headers());
            return response;
        } catch (IdentityProviderUnavailable unusable) {
            failure = unusable;
            throw unusable;
        } catch (IOException broken) {
            failure =
                    new IdentityProviderUnavailable(
                            "Entra's token endpoint cannot be reached", RetryAfter.DEFAULT, broken);
            throw broken;
        }
    }

    /**
     * What the token endpoint answered.
     *
     * @throws IdentityProviderUnavailable if it was not asked, or gave no usable answer
     */
    TokenAnswer answer() {
        IdentityProviderUnavailable failed = failure;
        if (failed != null) {
            throw failed;
        }
        TokenAnswer got = answer;
        if (got == null) {
            throw new IdentityProviderUnavailable(
                    "Entra's token endpoint was not asked",
                    RetryAfter.DEFAULT,
                    new IOException("no exchange took place"));
        }
        return got;
    }

    private HttpRequest translate(com.microsoft.aad.msal4j.HttpRequest asked) throws IOException {
        URI target = URI.create(asked.url().toString());
        requireAuthority(target, authority);
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        Map<String, String> headers = asked.headers();
        if (headers != null) {
            headers.forEach(request::setHeader);
        }
        return switch (asked.httpMethod()) {
            case GET -> request.GET().build();
            case POST -> request.POST(BodyPublishers.ofString(asked.body())).build();
            default -> throw new IOException("unexpected method");
        };
    }

    static void requireAuthority(URI target, URI authority) throws IOException {
        if (!authority.getScheme().equals(target.getScheme())
                || !authority.getRawAuthority().equalsIgnoreCase(target.getRawAuthority())) {
            throw new IOException(
                    "refused to send a credential to a host that is not the authority");
        }
    }
}
