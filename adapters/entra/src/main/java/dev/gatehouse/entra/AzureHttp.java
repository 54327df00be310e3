package dev.gatehouse.entra;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * azure-identity's way to the network: the JDK's client, and whatever goes to the well-known
 * address of the instance metadata service goes to the cloud's own. HTTP/1.1, because metadata
 * services know no upgrade.
 */
final class AzureHttp implements HttpClient {
    private static final String IMDS_HOST = "169.254.169.254";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI imds;

    AzureHttp(Cloud cloud, EntraHttp http) {
        this(
                new JdkHttpClientBuilder(
                                java.net.http.HttpClient.newBuilder()
                                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                                        .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                                        .sslContext(http.trust().context()))
                        .executor(http.threads())
                        .connectionTimeout(CONNECT)
                        .responseTimeout(ANSWER)
                        .readTimeout(ANSWER)
                        .writeTimeout(ANSWER)
                        .build(),
                cloud.imds());
    }

    AzureHttp(HttpClient client, URI imds) {
        this.client = client;
        this.imds = imds;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(redirected(request));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return client.send(redirected(request), context);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return client.sendSync(redirected(request), context);
    }

    private HttpRequest redirected(HttpRequest request) {
        URL asked = request.getUrl();
        if (!IMDS_HOST.equals(asked.getHost())) {
            return request;
        }
        try {
            return request.setUrl(URI.create(imds + asked.getFile()).toURL());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("the metadata address is not an address", impossible);
        }
    }
}
