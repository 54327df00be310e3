package dev.gatehouse.operate.arm;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/** As whom Azure is asked, and how a token of theirs is had. */
public interface Actor {
    /**
     * A token for {@code scope}, or why there is none.
     *
     * @param demanded claims that Azure demanded of an earlier token; empty at first
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     * @throws dev.gatehouse.act.credentials.CredentialUnavailable if the platform identity gives no
     *     token
     */
    Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded);

    /** What they are told when a new token does not satisfy the claims either. */
    Refusal stepUp(ClaimsChallenge claims);
}
