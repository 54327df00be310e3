package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;

/** What is said of an operation whose owner's sessions an administrator ended. */
final class Revoking {
    private Revoking() {}

    /** Why it ends, or does not begin; {@code remains} is what Azure may do of it. */
    static Refusal refusal(String remains) {
        return Refusal.of(
                RefusalCode.ACCESS_REVOKED,
                "An administrator ended all sessions of the person whose operation this is. "
                        + remains);
    }
}
