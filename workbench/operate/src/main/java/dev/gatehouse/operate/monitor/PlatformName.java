package dev.gatehouse.operate.monitor;

import java.util.Optional;

/**
 * What is known of the platform identity when a command has to name it.
 *
 * @param developer whether it is the Azure CLI's sign-in
 * @param client its client id; unknown for a system-assigned identity
 */
public record PlatformName(boolean developer, Optional<String> client) {}
