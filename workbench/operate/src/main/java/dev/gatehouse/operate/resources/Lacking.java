package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.ShellWord;
import java.util.Optional;

/**
 * The role that an operation lacked, as the command of the Azure CLI that gives it, with the real
 * values. None where another role would not help (a policy, a deny assignment, a linked scope) or
 * where it is not known who lacks it.
 */
final class Lacking {
    private Lacking() {}

    /**
     * The refusal, with the command as its field {@code command} where there is one.
     *
     * @param platform the platform identity as {@code az} takes it, where it is known
     */
    static Refusal told(Operation operation, Refusal why, Optional<String> platform) {
        boolean roleHelps =
                why.code() == RefusalCode.FORBIDDEN
                        && "AuthorizationFailed".equals(why.extras().get("azure_code"));
        return roleHelps
                ? assignee(operation, platform)
                        .map(who -> why.with("command", command(operation.task(), who)))
                        .orElse(why)
                : why;
    }

    private static Optional<String> assignee(Operation operation, Optional<String> platform) {
        return operation.terms().identity() == DownstreamIdentity.USER
                ? Optional.of(operation.owner().object().toString())
                : platform;
    }

    private static String command(Task task, String who) {
        return "az role assignment create --assignee %s --role \"%s\" --scope %s"
                .formatted(who, role(task.kind()), ShellWord.of(scope(task)));
    }

    /** The narrowest built-in role that does (Microsoft: "Azure built-in roles"). */
    private static String role(Kind kind) {
        return switch (kind) {
            case AKS -> "Azure Kubernetes Service Contributor Role";
            case STORAGE -> "Storage Account Contributor";
            case ACR -> "Contributor";
            case ROLE_ASSIGNMENTS -> "Role Based Access Control Administrator";
        };
    }

    /** The resource; what is not there yet is made in its group. */
    private static String scope(Task task) {
        return switch (task.action()) {
            case CREATE -> task.resource().substring(0, task.resource().lastIndexOf("/providers/"));
            case START, STOP, DELETE -> task.resource();
        };
    }
}
