package dev.gatehouse.operate.doctor;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Whether listener, public address and trusted proxies fit together.
 *
 * @param tls whether the listener itself speaks TLS
 * @param proxies networks whose forwarded headers count, such as {@code 10.0.0.0/8}
 */
public record ListenerCheck(InetAddress host, boolean tls, URI publicUrl, List<String> proxies)
        implements Check {
    public ListenerCheck {
        proxies = List.copyOf(proxies);
    }

    @Override
    public CheckId id() {
        return CheckId.LISTENER;
    }

    @Override
    public List<Finding> examine() {
        if (proxies.stream().anyMatch(network -> network.endsWith("/0"))) {
            return List.of(
                    Finding.fail(
                            id(),
                            "Every address is a trusted proxy, so anybody may forge where a request"
                                    + " comes from.",
                            Advice.of(
                                    "List only the proxies' own networks in"
                                            + " listen.trusted-proxies.")));
        }
        if (host.isLoopbackAddress()) {
            return List.of(Finding.ok(id(), "Loopback only, as " + publicUrl + "."));
        }
        if (tls) {
            return List.of(
                    "https".equals(publicUrl.getScheme())
                            ? Finding.ok(id(), "TLS, as " + publicUrl + ".")
                            : Finding.warn(
                                    id(),
                                    "The listener speaks TLS and the public address is http.",
                                    Advice.of("Write listen.public-url with https.")));
        }
        return List.of(
                proxies.isEmpty()
                        ? Finding.warn(
                                id(),
                                "It listens beyond loopback without TLS, and no proxy is trusted to"
                                        + " end TLS before it.",
                                Advice.of(
                                        "Set listen.tls, or listen.trusted-proxies to the proxy's"
                                                + " network."))
                        : Finding.ok(
                                id(), "Plain http behind a trusted proxy, as " + publicUrl + "."));
    }
}
