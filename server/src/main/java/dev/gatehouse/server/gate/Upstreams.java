package dev.gatehouse.server.gate;

import dev.gatehouse.act.upstreams.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * The connections of one event loop to the upstreams: a bounded pool each, with a bounded queue.
 */
final class Upstreams {
    private static final int CONNECTIONS = 128;
    private static final int WAITING = 2_000;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int IDLE_SECONDS = 55;

    /** One upstream, as the loop reaches it. */
    record Target(HttpClient client, RequestOptions address) {}

    private final Vertx vertx;
    private final Optional<X509TrustManager> cloudTrust;
    private final Map<Upstream, Target> targets = new HashMap<>();

    Upstreams(Vertx vertx, Optional<X509TrustManager> cloudTrust) {
        this.vertx = vertx;
        this.cloudTrust = cloudTrust;
    }

    Target of(Upstream upstream) {
        Target target = targets.get(upstream);
        if (target == null) {
            target = open(upstream);
            targets.put(upstream, target);
        }
        return target;
    }

    private Target open(Upstream upstream) {
        boolean tls = "https".equals(upstream.url().getScheme());
        int named = upstream.url().getPort();
        int port = named >= 0 ? named : tls ? 443 : 80;
        String host = upstream.url().getHost();
        var options =
                new HttpClientOptions()
                        .setSsl(tls)
                        .setVerifyHost(true)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(IDLE_SECONDS)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setDecompressionSupported(false)
                        .setTcpNoDelay(true);
        if (tls && upstream.scope().isPresent()) {
            cloudTrust.ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
        }
        var pool =
                new PoolOptions()
                        .setHttp1MaxSize(CONNECTIONS)
                        .setMaxWaitQueueSize(WAITING)
                        .setEventLoopSize(0);
        return new Target(
                vertx.createHttpClient(options, pool),
                new RequestOptions().setHost(host).setPort(port).setSsl(tls));
    }
}
