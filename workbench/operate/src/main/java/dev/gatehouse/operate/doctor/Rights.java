package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.rights.AzureRole;
import java.util.List;

/** Role assignments and resources, as one identity sees them. */
public interface Rights {
    /**
     * One assignment.
     *
     * @param id the assignment's own id
     * @param role the role definition's GUID, in lower case
     */
    record Assignment(String id, String role, String scope) {}

    /** One subscription. */
    record Subscription(String id, String name) {}

    /** What the principal holds at the scope, above and below it, by groups too. */
    Asked<List<Assignment>> assignedTo(ObjectId principal, String scope);

    /** The subscriptions that the identity sees. */
    Asked<List<Subscription>> subscriptions();

    /** A resource by its id. */
    Asked<JsonNode> resource(String id, String apiVersion);

    /** Writes an assignment. */
    Asked<ArmReply> assign(Need need);

    /**
     * What somebody should hold.
     *
     * @param person whether the principal is a person, not a service
     */
    record Need(ObjectId principal, boolean person, AzureRole role, String scope) {
        /** For a shell. */
        String command() {
            return command(ShellWord.quoted(scope));
        }

        /**
         * @param where the scope as a shell word
         */
        String command(String where) {
            return "az role assignment create --assignee-object-id "
                    + principal
                    + " --assignee-principal-type "
                    + type()
                    + " --role "
                    + ShellWord.quoted(role.unmistakable())
                    + " --scope "
                    + where;
        }

        String type() {
            return person ? "User" : "ServicePrincipal";
        }
    }
}
