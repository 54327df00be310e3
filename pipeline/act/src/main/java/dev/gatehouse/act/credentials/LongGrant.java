package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/**
 * As whom one piece of long work is carried on, from its beginning to its end: always the same
 * identity. Safe for use by many threads.
 */
public interface LongGrant {
    /** Whose token it is; never changes. */
    DownstreamIdentity used();

    /**
     * A token of that identity, or why there is none any more.
     *
     * @param demanded claims that an earlier token did not satisfy
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     * @throws CredentialUnavailable if the platform identity gives no token
     */
    Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded);

    /** What the person is told when claims cannot be satisfied without them. */
    Refusal stepUp(ClaimsChallenge claims);

    /** What {@link LongCredentials#resume} needs to go on after a restart. Secret: to be sealed. */
    byte[] keep();
}
