package dev.gatehouse.operate.monitor;

import dev.gatehouse.operate.arm.AzureCalls;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How registries are reached.
 *
 * @param trusted registries that a token may be sent to
 * @param tls with the certificate authorities to trust, where the platform's do not do
 * @param calls told of each call
 */
public record RegistryAccess(LoginServers trusted, Optional<SSLContext> tls, AzureCalls calls) {}
