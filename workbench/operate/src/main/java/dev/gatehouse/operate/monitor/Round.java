package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmList;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.Identity;

/**
 * One look at Azure as one identity.
 *
 * @param granted the identity's token
 */
record Round(Arm arm, Identity who, Granted granted, SideBySide questions) {
    SideBySide.Question<JsonNode> get(ArmPath path) {
        return questions.ask(() -> arm.get(who, granted, path));
    }

    SideBySide.Question<ArmList> list(ArmPath path) {
        return questions.ask(() -> arm.list(who, granted, path));
    }
}
