package dev.gatehouse.server.config;

import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code upstreams}. */
final class UpstreamsReader {
    private static final URI NOWHERE = URI.create("https://invalid");

    private final Section upstreams;

    UpstreamsReader(Section root) {
        this.upstreams = root.below("upstreams");
    }

    Map<String, UpstreamConfig> read() {
        var found = new LinkedHashMap<String, UpstreamConfig>();
        for (String name : upstreams.names()) {
            if (!name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                upstreams.problem(name, "this name", "lower-case letters, digits and dashes");
            }
            found.put(name, read(name, upstreams.below(name, "*")));
        }
        return found;
    }

    private static UpstreamConfig read(String name, Section section) {
        URI url =
                section.required(
                        "url",
                        "an absolute http or https address without user information, query and"
                                + " fragment",
                        Addresses::web,
                        NOWHERE);
        Optional<Scope> scope =
                section.optional(
                        "scope",
                        "one scope, for example https://graph.microsoft.com/.default",
                        text -> AuthReader.word(text).map(Scope::new));
        if (scope.isPresent() && url.getScheme().equals("http") && !Addresses.isLoopback(url)) {
            section.warn("url", "is plain http; access tokens would travel unencrypted");
        }
        return new UpstreamConfig(
                name,
                url,
                scope,
                section.duration("deadline", Duration.ofMillis(1), Duration.ofHours(1)),
                section.flag("easy-auth"));
    }
}
