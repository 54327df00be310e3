package dev.gatehouse.server.workbench;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.entra.TokenObject;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.rights.PlatformObject;
import java.util.Optional;

/**
 * Who the platform identity is, by its own token, which is read here and sent nowhere.
 *
 * @param scope that a token is asked for
 */
public record PlatformToken(PlatformCredential platform, Scope scope) implements PlatformObject {
    @Override
    public Optional<ObjectId> id() {
        try {
            return TokenObject.of(platform.token(scope));
        } catch (CredentialUnavailable none) {
            return Optional.empty();
        }
    }
}
