package dev.gatehouse.emulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.world.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The {@code claims} parameter, OpenID Connect section 5.5, as far as Entra's challenges use it.
 *
 * @param capable whether it asks for {@code xms_cc} with {@code cp1}, in any letter case
 * @param policies the Conditional Access policies that it says must be met
 */
record ClaimsRequest(boolean capable, List<String> policies) {
    /** Asks for nothing. */
    static final ClaimsRequest NONE = new ClaimsRequest(false, List.of());

    /**
     * Reads the parameter; empty text asks for nothing.
     *
     * @throws Refused if it is not a JSON object
     */
    static ClaimsRequest of(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        JsonNode claims =
                Json.read(text)
                        .filter(JsonNode::isObject)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.invalidRequest(
                                                        90014,
                                                        "The claims parameter is not valid JSON.")));
        JsonNode token = claims.path("access_token");
        boolean capable = values(token.path("xms_cc")).stream().anyMatch("cp1"::equalsIgnoreCase);
        return new ClaimsRequest(capable, values(token.path("capolids")));
    }

    /** Whether it asks for what the tenant's policy demands. */
    boolean asksForSecondFactor(Tenant tenant) {
        return tenant.mfaPolicy().map(UUID::toString).filter(policies::contains).isPresent();
    }

    /** The challenge that a tenant's policy gives: a JSON text. */
    static String challenge(UUID policy) {
        Map<String, Object> demand = new LinkedHashMap<>();
        demand.put("essential", true);
        demand.put("values", List.of(policy.toString()));
        return Json.write(Map.of("access_token", Map.of("capolids", demand)));
    }

    private static List<String> values(JsonNode request) {
        if (request.path("value").isTextual()) {
            return List.of(request.path("value").asText());
        }
        JsonNode values = request.path("values");
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return List.copyOf(texts);
    }
}
