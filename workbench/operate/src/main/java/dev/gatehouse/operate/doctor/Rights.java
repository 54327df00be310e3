package dev.gatehouse.operate.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.rights.AzureRole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

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
        private static final String ASSIGNMENTS =
                "/providers/Microsoft.Authorization/roleAssignments/";
        private static final String VERSION = "?api-version=2022-04-01";

        /** For a shell. */
        String command() {
            return put(ShellWord.quoted(path() + VERSION));
        }

        /**
         * The same where the scope is not known.
         *
         * @param where the scope as a shell word
         */
        String command(String where) {
            return put(where + ShellWord.quoted(ASSIGNMENTS + name(where) + VERSION));
        }

        /**
         * {@code az role assignment create} does not work in every az: Debian's 2.45 breaks off.
         */
        private String put(String address) {
            return "az rest --method put --url "
                    + address
                    + " --body "
                    + ShellWord.quoted(
                            "{\"properties\": {\"roleDefinitionId\": \""
                                    + definition()
                                    + "\", \"principalId\": \""
                                    + principal
                                    + "\", \"principalType\": \""
                                    + type()
                                    + "\"}}");
        }

        /** The assignment's path. Its name is made from what is assigned: twice is once. */
        String path() {
            return bare() + ASSIGNMENTS + name(bare());
        }

        private UUID name(String where) {
            return UUID.nameUUIDFromBytes(
                    (where.toLowerCase(Locale.ROOT) + principal + role.id())
                            .getBytes(StandardCharsets.UTF_8));
        }

        /** The role definition's id; without a known subscription that of the tenant. */
        String definition() {
            String[] parts = scope.split("/", -1);
            String where =
                    parts.length > 2 && parts[1].equalsIgnoreCase("subscriptions")
                            ? "/subscriptions/" + parts[2]
                            : "";
            return where + "/providers/Microsoft.Authorization/roleDefinitions/" + role.id();
        }

        private String bare() {
            return scope.endsWith("/") ? scope.substring(0, scope.length() - 1) : scope;
        }

        String type() {
            return person ? "User" : "ServicePrincipal";
        }
    }
}
