package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.Principal;
import java.util.Optional;

/** Shows at sign-in that Gatehouse will be able to act for the person, so that it fails early. */
public interface DownstreamProof {
    /**
     * Tries.
     *
     * @return empty if it is proven, or not needed
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    Optional<GrantRefusal> prove(Principal principal, Assertion assertion);
}
