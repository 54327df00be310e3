package dev.gatehouse.operate.arm;

import dev.gatehouse.act.credentials.GrantRefusals;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;

/** As whom Azure is asked for somebody who waits for the answer. */
public interface Identity extends Actor {
    /** For whom it is asked. */
    Principal caller();

    @Override
    default Refusal stepUp(ClaimsChallenge claims) {
        return GrantRefusals.stepUp(caller(), claims);
    }
}
