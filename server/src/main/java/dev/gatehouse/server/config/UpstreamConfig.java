package dev.gatehouse.server.config;

import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where admitted requests go ({@code upstreams.<name>}).
 *
 * @param url without a slash at the end
 * @param scope what a downstream token is asked for; empty means no Azure token
 * @param deadline for the whole exchange with the upstream
 * @param easyAuth whether the upstream gets the Easy Auth headers
 */
public record UpstreamConfig(
        String name, URI url, Optional<Scope> scope, Duration deadline, boolean easyAuth) {}
