package dev.gatehouse.authenticate.tokens;

import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * One key of a tenant's key set.
 *
 * @param key the public key
 * @param issuer the key's own {@code issuer}, with {@code {tenantid}} or a fixed tenant in it;
 *     empty if the key set names none
 */
public record SigningKey(RSAPublicKey key, Optional<String> issuer) {}
