package dev.gatehouse.act.upstreams;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins (RFC 6454) that the configuration names. A redirect, {@code nextLink} or {@code
 * Location} to any other is not followed, least of all with a token.
 */
public final class TrustedHosts {
    private final Set<String> origins;

    /**
     * @throws IllegalArgumentException if one of them has no origin
     */
    public TrustedHosts(Collection<URI> configured) {
        this.origins =
                configured.stream()
                        .map(
                                uri ->
                                        origin(uri)
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        "not an http or https"
                                                                                + " origin")))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty if {@code link} is absolute and leads to a configured scheme, host and port. */
    public Optional<Refusal> check(URI link) {
        return origin(link).filter(origins::contains).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(
                                RefusalCode.UNTRUSTED_LINK,
                                "The upstream pointed to a host that is not configured."));
    }

    /** Scheme, host and port; none for a link with user information, which hides its host. */
    private static Optional<String> origin(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "https" -> Optional.of(scheme + "://" + host + ":" + port(uri, 443));
            case "http" -> Optional.of(scheme + "://" + host + ":" + port(uri, 80));
            default -> Optional.empty();
        };
    }

    private static int port(URI uri, int usual) {
        return uri.getPort() < 0 ? usual : uri.getPort();
    }
}
