package dev.gatehouse.server.config;

import dev.gatehouse.kernel.RequestPath;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** Reads {@code workbench}, {@code store}, {@code listen}, {@code session} and the like. */
final class ServerReader {
    private static final long MIB = 1 << 20;

    private final Section root;
    private final NamedFiles files;

    ServerReader(Section root, NamedFiles files) {
        this.root = root;
        this.files = files;
    }

    Optional<String> workbench() {
        Optional<Node> given = root.given("workbench");
        if (given.orElse(null) instanceof Node.Scalar scalar && scalar.isFalse()) {
            root.findings().effective("workbench", "false", scalar.origin());
            return Optional.empty();
        }
        return Optional.of(
                root.below("workbench")
                        .required("path", "a path such as / or /console", ServerReader::path, "/"));
    }

    Path store() {
        return root.below("store")
                .required("embedded", "the path of a file", NamedFiles::path, Path.of("none"));
    }

    ListenConfig listen() {
        Section listen = root.below("listen");
        InetAddress host =
                listen.required(
                        "host",
                        "localhost, or an IP address such as 0.0.0.0",
                        ServerReader::host,
                        InetAddress.getLoopbackAddress());
        int port = listen.required("port", "a port, or 0 for a free one", ServerReader::port, 0);
        return new ListenConfig(
                host,
                port,
                tls(listen.below("tls")),
                publicUrl(listen, host),
                new ArrayList<>(
                        listen.set(
                                "trusted-proxies",
                                "an IP address or a range such as 10.0.0.0/8",
                                Network::parse)),
                new InternalReader(listen).read(port));
    }

    private Optional<ListenConfig.Tls> tls(Section tls) {
        Optional<Path> certificate = files.readable(tls, "cert");
        Optional<Path> key = files.readable(tls, "key");
        if (tls.has("cert") != tls.has("key")) {
            tls.problem(
                    tls.has("cert") ? "key" : "cert", "nothing", "both cert and key, or neither");
        }
        return certificate.flatMap(c -> key.map(k -> new ListenConfig.Tls(c, k)));
    }

    private static Optional<URI> publicUrl(Section listen, InetAddress host) {
        String allowed = "the https origin that browsers use; http only for a loopback name";
        if (!listen.has("public-url") && !host.isLoopbackAddress()) {
            listen.problem("public-url", "nothing", allowed);
        }
        return listen.optional(
                "public-url",
                allowed,
                text ->
                        Addresses.origin(text)
                                .filter(
                                        u ->
                                                u.getScheme().equals("https")
                                                        || Addresses.isLoopback(u)));
    }

    SessionConfig session() {
        Section session = root.below("session");
        Duration least = Duration.ofMinutes(1);
        Duration absolute = session.duration("absolute", least, Duration.ofDays(30));
        Duration idle = session.duration("idle", least, Duration.ofDays(30));
        if (idle.compareTo(absolute) > 0) {
            session.problem("idle", idle.toString(), "no longer than session.absolute");
            return new SessionConfig(absolute, absolute);
        }
        return new SessionConfig(idle, absolute);
    }

    LimitsConfig limits() {
        Section limits = root.below("limits");
        return new LimitsConfig(
                (int) limits.size("headers", 1024, MIB),
                limits.size("body", 0, 1024 * 1024 * MIB),
                limits.duration("request-deadline", Duration.ofMillis(1), Duration.ofHours(1)),
                limits.duration("idle", Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    AuditSettings audit() {
        Section audit = root.below("audit");
        AuditSettings.Reads reads =
                audit.required(
                        "reads",
                        "every, summary",
                        AuditSettings.Reads::parse,
                        AuditSettings.Reads.EVERY);
        Section retention = audit.below("retention");
        Duration age = retention.duration("age", Duration.ofDays(1), Duration.ofDays(36_500));
        Optional<Long> size =
                retention.has("size")
                        ? Optional.of(retention.size("size", MIB, Long.MAX_VALUE))
                        : Optional.empty();
        return new AuditSettings(reads, age, size);
    }

    static Optional<InetAddress> host(String text) {
        return text.equals("localhost")
                ? Optional.of(InetAddress.getLoopbackAddress())
                : Addresses.literal(text);
    }

    static Optional<Integer> port(String text) {
        return text.matches("[0-9]{1,5}")
                ? Optional.of(Integer.parseInt(text)).filter(port -> port <= 65_535)
                : Optional.empty();
    }

    private static Optional<String> path(String text) {
        boolean normal =
                RequestPath.normalize(text) instanceof RequestPath.Normalized(RequestPath path)
                        && path.value().equals(text);
        return normal && (text.equals("/") || !text.endsWith("/"))
                ? Optional.of(text)
                : Optional.empty();
    }
}
