package dev.gatehouse.server.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code listen.internal}: {@code false}, a port on loopback, or a host and a port. Only a
 * host that is written down opens it to other machines.
 */
final class InternalReader {
    private static final String NAME = "internal";
    private static final int ABOVE = 1000;
    private static final int LAST_PORT = 65_535;
    private static final Pattern AT =
            Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+):)?([0-9]+)");

    private final Section listen;

    InternalReader(Section listen) {
        this.listen = listen;
    }

    /**
     * @param publicPort of the public listener; without the key, the internal one is 1000 above
     */
    Optional<ListenConfig.Internal> read(int publicPort) {
        if (!listen.has(NAME)) {
            int port = publicPort == 0 ? 0 : publicPort + ABOVE;
            return Optional.of(
                    new ListenConfig.Internal(
                            InetAddress.getLoopbackAddress(), port > LAST_PORT ? 0 : port, false));
        }
        if (listen.given(NAME).orElse(null) instanceof Node.Scalar scalar && scalar.isFalse()) {
            listen.findings().effective(listen.key(NAME), "false", scalar.origin());
            return Optional.empty();
        }
        Optional<ListenConfig.Internal> at =
                listen.optional(
                        NAME,
                        "false, a port on loopback such as 9080, or a host and a port",
                        InternalReader::parse);
        at.filter(internal -> !internal.host().isLoopbackAddress())
                .ifPresent(
                        _ ->
                                listen.warn(
                                        NAME,
                                        "is open to other hosts, and asks nobody to sign in"));
        return at;
    }

    private static Optional<ListenConfig.Internal> parse(String text) {
        Matcher at = AT.matcher(text);
        if (!at.matches()) {
            return Optional.empty();
        }
        String host = at.group(1) == null ? "localhost" : at.group(1).replaceAll("[\\[\\]]", "");
        return ServerReader.host(host)
                .flatMap(
                        address ->
                                ServerReader.port(at.group(2))
                                        .map(
                                                port ->
                                                        new ListenConfig.Internal(
                                                                address, port, true)));
    }
}
