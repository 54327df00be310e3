package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.Refusal;
import java.util.List;

/** What Azure Resource Manager said to a list request, all pages of it. */
sealed interface ArmAnswer {
    /**
     * @param more whether there were more pages than are read
     */
    record Items(List<JsonNode> items, boolean more) implements ArmAnswer {}

    /** 401 that names claims. */
    record Challenged(ClaimsChallenge claims) implements ArmAnswer {}

    record Unauthorized(ArmFault fault) implements ArmAnswer {}

    record Forbidden(ArmFault fault) implements ArmAnswer {}

    record NotFound(ArmFault fault) implements ArmAnswer {}

    /** Throttled, broken, slow, or with a link that is not followed. */
    record Failed(Refusal why) implements ArmAnswer {}
}
