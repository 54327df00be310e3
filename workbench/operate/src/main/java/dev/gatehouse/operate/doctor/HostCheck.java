package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ShellWord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Whether one host is reached: its name, its port, its certificate.
 *
 * @param name for people, where there are several of a kind
 */
public record HostCheck(
        CheckId id, Optional<String> name, URI address, Network network, InstantSource clock)
        implements Check {
    /** A certificate that ends sooner is worth a warning. */
    static final Duration SOON = Duration.ofDays(14);

    @Override
    public List<Finding> examine() {
        Finding found = judged(network.reach(address));
        return List.of(name.map(it -> found.about(id.label() + " " + it)).orElse(found));
    }

    private Finding judged(Network.Reach reach) {
        String host = address.getHost();
        return switch (reach) {
            case Network.Reach.Reached(var ends) ->
                    ends.map(this::reachedUntil)
                            .orElseGet(() -> Finding.ok(id, address + " accepts connections."));
            case Network.Reach.NoSuchName _ ->
                    Finding.fail(
                            id,
                            "No name server knows " + host + ".",
                            Advice.of("Correct the address, or this machine's DNS.")
                                    .run("getent hosts " + ShellWord.of(host)));
            case Network.Reach.NoConnection _ ->
                    Finding.fail(
                            id,
                            "Nobody accepts a connection at " + address + ".",
                            Advice.of(
                                            "Correct the address, start what listens there, or open"
                                                    + " the firewall for it.")
                                    .run(
                                            "curl -sS -o /dev/null -w '%{http_code}\\n' "
                                                    + ShellWord.of(address.toString())));
            case Network.Reach.NoTrust _ ->
                    Finding.fail(
                            id,
                            "The certificate of "
                                    + host
                                    + " is not trusted, or names another host.",
                            Advice.of(
                                            "If a proxy or a cloud of your own issued it, name its"
                                                    + " authority in entra.cloud.ca-file.")
                                    .run(openssl()));
            case Network.Reach.NoTls _ ->
                    Finding.fail(
                            id,
                            host + " does not speak TLS on that port.",
                            Advice.of("Correct the port or the scheme of the address.")
                                    .run(openssl()));
        };
    }

    private String openssl() {
        int port = address.getPort() < 0 ? 443 : address.getPort();
        return "openssl s_client -connect "
                + ShellWord.of(address.getHost() + ":" + port)
                + " -brief </dev/null";
    }

    private Finding reachedUntil(Instant ends) {
        long days = Duration.between(clock.instant(), ends).toDays();
        String text = address + " answers; its certificate ends in " + days + " days.";
        return ends.isBefore(clock.instant().plus(SOON))
                ? Finding.warn(id, text, Advice.of("Have the certificate renewed before it ends."))
                : Finding.ok(id, text);
    }
}
