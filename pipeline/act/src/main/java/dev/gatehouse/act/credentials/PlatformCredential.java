package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Scope;

/**
 * Gatehouse's own workload identity: managed identity, workload identity federation, service
 * principal or the developer's own.
 */
public interface PlatformCredential {
    /**
     * A token for {@code scope}, possibly from the library's memory.
     *
     * @throws CredentialUnavailable if the identity gives none
     */
    AccessToken token(Scope scope);

    /**
     * What kind of identity answers, for people: {@code system-assigned}, {@code user-assigned
     * 6f0c…}.
     */
    String describe();
}
