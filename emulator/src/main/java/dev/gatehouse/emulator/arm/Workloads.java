package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.Tenant;
import dev.gatehouse.emulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what stands beside clusters, storage and registries into the estate: the OpenAI account
 * {@code oai-lab} and the session pool {@code pool-lab}, and the management groups above all
 * subscriptions.
 */
public final class Workloads {
    static final String ACCOUNTS = "Microsoft.CognitiveServices/accounts";
    static final String POOLS = "Microsoft.App/sessionPools";
    private static final String CONTOSO_GROUP = "mg-contoso";
    private static final String LAB =
            "/subscriptions/" + Cast.RESEARCH + "/resourceGroups/rg-lab/providers/";

    private Workloads() {}

    /** Seeds them; data planes lie at the https origin. */
    public static void seed(World world, ArmState state, Origins origins) {
        for (Tenant tenant : world.tenants()) {
            String root = tenant.id().toString();
            state.add(new ManagementGroup(root, tenant.id(), "Tenant Root Group", List.of()));
        }
        state.add(
                new ManagementGroup(
                        CONTOSO_GROUP, Cast.CONTOSO, "Contoso", List.of(Cast.CONTOSO.toString())));
        for (Subscription subscription : world.subscriptions()) {
            String root = subscription.tenant().toString();
            state.place(
                    subscription,
                    subscription.tenant().equals(Cast.CONTOSO)
                            ? List.of(CONTOSO_GROUP, root)
                            : List.of(root));
        }
        state.add(account(origins));
        state.add(pool(origins));
    }

    private static Resource account(Origins origins) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("provisioningState", "Succeeded");
        properties.put("endpoint", origins.https("/").toString());
        properties.put("customSubDomainName", "oai-lab");
        properties.put("publicNetworkAccess", "Enabled");
        properties.put("disableLocalAuth", false);
        properties.put(
                "endpoints",
                Map.of("OpenAI Language Model Instance API", origins.https("/").toString()));
        return new Resource(
                new Scope(LAB + ACCOUNTS + "/oai-lab"),
                ACCOUNTS,
                "westeurope",
                Map.of("kind", "OpenAI", "sku", Map.of("name", "S0"), "properties", properties));
    }

    private static Resource pool(Origins origins) {
        String id = LAB + POOLS + "/pool-lab";
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("provisioningState", "Succeeded");
        properties.put(
                "poolManagementEndpoint",
                origins.https(id.replace("/providers/Microsoft.App", "")).toString());
        properties.put("containerType", "PythonLTS");
        properties.put("poolManagementType", "Dynamic");
        properties.put(
                "scaleConfiguration",
                Map.of("maxConcurrentSessions", 10, "readySessionInstances", 0));
        properties.put(
                "dynamicPoolConfiguration",
                Map.of(
                        "lifecycleConfiguration",
                        Map.of("lifecycleType", "Timed", "cooldownPeriodInSeconds", 300)));
        properties.put("sessionNetworkConfiguration", Map.of("status", "EgressDisabled"));
        return new Resource(new Scope(id), POOLS, "westeurope", Map.of("properties", properties));
    }
}
