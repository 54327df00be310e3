package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.operate.arm.AzureNames;
import dev.gatehouse.operate.rights.AzureRole;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Turns small requests into complete tasks, or says which field is wrong. */
public final class Templates {
    private static final Predicate<String> LOCATION = form("[a-z][a-z0-9]{1,39}");
    private static final Predicate<String> VERSION =
            form("[0-9]{1,2}\\.[0-9]{1,3}(\\.[0-9]{1,3})?");
    private static final Predicate<String> VM_SIZE = form("[A-Za-z][A-Za-z0-9_]{2,59}");
    private static final Predicate<String> ID =
            form("/[-\\p{L}\\p{Nd}_.()]+(/[-\\p{L}\\p{Nd}_.()]+){1,30}");
    private static final String ROLE_RULE =
            "the id of a role, or the name of a well-known one such as Reader";
    private static final int LONGEST_DNS_PREFIX = 54;

    private static final Set<String> STORAGE_SKUS =
            Set.of(
                    "Standard_LRS",
                    "Standard_GRS",
                    "Standard_RAGRS",
                    "Standard_ZRS",
                    "Standard_GZRS",
                    "Standard_RAGZRS",
                    "Premium_LRS",
                    "Premium_ZRS");
    private static final Set<String> STORAGE_KINDS =
            Set.of("StorageV2", "BlobStorage", "BlockBlobStorage", "FileStorage");

    private final Supplier<UUID> ids;

    /**
     * @param ids new GUIDs, for the names of role assignments
     */
    public Templates(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /** What a request to create becomes. */
    public Templated create(Kind kind, JsonNode body) {
        if (!body.isObject()) {
            return new Templated.Invalid("the body", "must be a JSON object");
        }
        var fields = new Fields(body);
        String subscription = fields.text("subscription_id", AzureNames::isGuid, "a GUID");
        String group = fields.text("resource_group", AzureNames::isGroup, Place.GROUP_RULE);
        String scope = Place.group(subscription, group);
        Task task =
                switch (kind) {
                    case AKS -> cluster(fields, scope);
                    case STORAGE -> storage(fields, scope);
                    case ACR -> registry(fields, scope);
                    case ROLE_ASSIGNMENTS -> assignment(fields, subscription, scope);
                };
        return fields.fault().<Templated>map(invalid -> invalid).orElse(new Templated.Valid(task));
    }

    /** What a request to start, stop or delete becomes. */
    public Templated act(Kind kind, Action action, String subscription, String group, String name) {
        return Place.fault(kind, subscription, group, name)
                .<Templated>map(invalid -> invalid)
                .orElseGet(
                        () ->
                                new Templated.Valid(
                                        new Task(
                                                kind,
                                                action,
                                                Place.resource(
                                                        Place.group(subscription, group),
                                                        kind,
                                                        name),
                                                Optional.empty(),
                                                Optional.empty())));
    }

    private Task cluster(Fields fields, String scope) {
        String name = name(fields, Kind.AKS);
        ObjectNode body = located(fields);
        body.putObject("identity").put("type", "SystemAssigned");
        ObjectNode properties = body.putObject("properties");
        properties.put("dnsPrefix", dnsPrefix(name));
        properties.put("enableRBAC", true);
        fields.optional("kubernetes_version", VERSION, "a version such as 1.33 or 1.33.2")
                .ifPresent(version -> properties.put("kubernetesVersion", version));
        properties
                .putArray("agentPoolProfiles")
                .addObject()
                .put("name", "system")
                .put("mode", "System")
                .put("type", "VirtualMachineScaleSets")
                .put("osType", "Linux")
                .put("count", fields.number("node_count", 1, 1, 100))
                .put(
                        "vmSize",
                        fields.optional("vm_size", VM_SIZE, "a size such as Standard_D4s_v5")
                                .orElse("Standard_D4s_v5"));
        return created(Kind.AKS, scope, name, body, attachment(fields, scope));
    }

    private Optional<Task.Attachment> attachment(Fields fields, String scope) {
        Optional<String> asked =
                fields.optional(
                        "attach_registry", Templates::isRegistry, "a registry's name or id");
        String home = scope.substring(0, scope.indexOf("/resourceGroups/") + 1);
        if (asked.filter(text -> text.startsWith("/") && !inside(text, home)).isPresent()) {
            fields.wrong("attach_registry", "must be in the subscription of the cluster");
        }
        return asked.map(
                        text -> text.startsWith("/") ? text : Place.resource(scope, Kind.ACR, text))
                .map(registry -> new Task.Attachment(registry, ids.get().toString()));
    }

    private static boolean inside(String id, String parent) {
        return id.regionMatches(true, 0, parent, 0, parent.length());
    }

    /** A registry's name, or its id with names that Azure takes. */
    private static boolean isRegistry(String text) {
        String[] id = text.split("/", -1);
        return AzureNames.isRegistry(text)
                || (id.length == 9
                        && id[0].isEmpty()
                        && id[1].equalsIgnoreCase("subscriptions")
                        && AzureNames.isGuid(id[2])
                        && id[3].equalsIgnoreCase("resourceGroups")
                        && AzureNames.isGroup(id[4])
                        && id[5].equalsIgnoreCase("providers")
                        && (id[6] + "/" + id[7]).equalsIgnoreCase(Kind.ACR.type())
                        && AzureNames.isRegistry(id[8]));
    }

    private static Task storage(Fields fields, String scope) {
        String name = name(fields, Kind.STORAGE);
        ObjectNode body = located(fields);
        body.putObject("sku").put("name", fields.oneOf("sku", "Standard_LRS", STORAGE_SKUS));
        body.put("kind", fields.oneOf("kind", "StorageV2", STORAGE_KINDS));
        body.putObject("properties")
                .put("isHnsEnabled", fields.flag("hns"))
                .put("supportsHttpsTrafficOnly", true)
                .put("minimumTlsVersion", "TLS1_2")
                .put("allowBlobPublicAccess", false);
        return created(Kind.STORAGE, scope, name, body, Optional.empty());
    }

    private static Task registry(Fields fields, String scope) {
        String name = name(fields, Kind.ACR);
        ObjectNode body = located(fields);
        body.putObject("sku")
                .put("name", fields.oneOf("sku", "Basic", Set.of("Basic", "Standard", "Premium")));
        body.putObject("properties").put("adminUserEnabled", false);
        return created(Kind.ACR, scope, name, body, Optional.empty());
    }

    private Task assignment(Fields fields, String subscription, String group) {
        String principal = fields.text("principal_id", AzureNames::isGuid, "a GUID");
        String type =
                fields.oneOf("principal_type", "", Set.of("User", "Group", "ServicePrincipal"));
        Optional<AzureRole> role =
                AzureRole.named(
                        fields.text("role", it -> AzureRole.named(it).isPresent(), ROLE_RULE));
        String scope = fields.optional("scope", ID, "the id of a resource").orElse(group);
        if (!within(scope, group)) {
            fields.wrong("scope", "must be the resource group or a resource in it");
        }
        String name =
                fields.optional("name", AzureNames::isGuid, "a GUID")
                        .orElseGet(() -> ids.get().toString());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties")
                .put(
                        "roleDefinitionId",
                        "/subscriptions/"
                                + subscription
                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + role.map(AzureRole::id).orElse(""))
                .put("principalId", principal)
                .put("principalType", type);
        return created(Kind.ROLE_ASSIGNMENTS, scope, name, body, Optional.empty());
    }

    private static boolean within(String scope, String group) {
        String wanted = group.toLowerCase(Locale.ROOT);
        String given = scope.toLowerCase(Locale.ROOT);
        boolean dotted = (given + "/").contains("/../") || (given + "/").contains("/./");
        return !dotted && (given.equals(wanted) || given.startsWith(wanted + "/providers/"));
    }

    private static String name(Fields fields, Kind kind) {
        return fields.text("name", Place.nameOf(kind), Place.ruleOf(kind));
    }

    private static ObjectNode located(Fields fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("location", fields.text("location", LOCATION, "a region such as westeurope"));
        ObjectNode tags = fields.tags();
        if (!tags.isEmpty()) {
            body.set("tags", tags);
        }
        return body;
    }

    private static Task created(
            Kind kind,
            String scope,
            String name,
            ObjectNode body,
            Optional<Task.Attachment> attach) {
        return new Task(
                kind, Action.CREATE, Place.resource(scope, kind, name), Optional.of(body), attach);
    }

    /** A cluster's name as the first label of its address. */
    private static String dnsPrefix(String name) {
        String label = name.replace('_', '-');
        String cut = label.substring(0, Math.min(LONGEST_DNS_PREFIX, label.length()));
        return cut.replaceAll("-+$", "");
    }

    /** Role assignments that Gatehouse makes of its own accord: a kubelet that may pull. */
    static JsonNode pullAssignment(String registry, String kubelet) {
        String subscription = registry.split("/", -1)[2];
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties")
                .setAll(
                        Map.of(
                                "roleDefinitionId",
                                text(
                                        "/subscriptions/"
                                                + subscription
                                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                                + AzureRole.ACR_PULL.id()),
                                "principalId",
                                text(kubelet),
                                "principalType",
                                text("ServicePrincipal")));
        return body;
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    private static Predicate<String> form(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
