package dev.gatehouse.operate.doctor;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.operate.arm.Arm;
import dev.gatehouse.operate.arm.ArmPath;
import dev.gatehouse.operate.arm.ArmReply;
import dev.gatehouse.operate.arm.Asked;
import dev.gatehouse.operate.arm.Identity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Azure Resource Manager tells one identity. */
public final class ArmRights implements Rights {
    private static final String AUTHORIZATION = "2022-04-01";
    private static final String SUBSCRIPTIONS = "2022-12-01";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Arm arm;
    private final Identity who;

    public ArmRights(Arm arm, Identity who) {
        this.arm = arm;
        this.who = who;
    }

    @Override
    public Asked<List<Assignment>> assignedTo(ObjectId principal, String scope) {
        var path =
                ArmPath.of(
                                bare(scope) + "/providers/Microsoft.Authorization/roleAssignments",
                                AUTHORIZATION)
                        .with("$filter", "assignedTo('" + principal + "')");
        return arm.list(who, path)
                .map(list -> list.items().stream().map(ArmRights::assignment).toList());
    }

    private static Assignment assignment(JsonNode item) {
        JsonNode properties = item.path("properties");
        String definition = properties.path("roleDefinitionId").asText("");
        return new Assignment(
                item.path("id").asText(""),
                definition.substring(definition.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT),
                properties.path("scope").asText(""));
    }

    @Override
    public Asked<List<Subscription>> subscriptions() {
        return arm.list(who, ArmPath.of("/subscriptions", SUBSCRIPTIONS))
                .map(
                        list ->
                                list.items().stream()
                                        .filter(it -> it.path("state").asText("").equals("Enabled"))
                                        .map(
                                                it ->
                                                        new Subscription(
                                                                it.path("subscriptionId")
                                                                        .asText(""),
                                                                it.path("displayName").asText("")))
                                        .toList());
    }

    @Override
    public Asked<JsonNode> resource(String id, String apiVersion) {
        return arm.get(who, ArmPath.of(bare(id), apiVersion));
    }

    @Override
    public Asked<ArmReply> assign(Need need) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("properties")
                .put("roleDefinitionId", need.definition())
                .put("principalId", need.principal().toString())
                .put("principalType", need.type());
        return arm.send(
                who, HttpMethod.PUT, ArmPath.of(need.path(), AUTHORIZATION), Optional.of(body));
    }

    private static String bare(String scope) {
        return scope.endsWith("/") ? scope.substring(0, scope.length() - 1) : scope;
    }
}
