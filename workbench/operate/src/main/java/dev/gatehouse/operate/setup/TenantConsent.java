package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The administrator's consent in the home tenant: for everybody there, to exactly the permissions
 * that are wanted. What else was consented to stays.
 */
final class TenantConsent implements Part {
    private static final String EVERYBODY = "AllPrincipals";

    @Override
    public String name() {
        return "admin consent";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        Map<String, List<Permission>> byApi = new LinkedHashMap<>();
        for (Permission permission : current.permissions()) {
            permission
                    .principal()
                    .ifPresent(
                            api ->
                                    byApi.computeIfAbsent(api, _ -> new ArrayList<>())
                                            .add(permission));
        }
        var lines = new ArrayList<Line>();
        var writes = new ArrayList<Write>();
        byApi.forEach((api, permissions) -> compare(current, api, permissions, lines, writes));
        return new Difference(lines, writes);
    }

    private static void compare(
            Current current,
            String api,
            List<Permission> permissions,
            List<Line> lines,
            List<Write> writes) {
        Optional<ObjectNode> found =
                current.grants().stream().filter(it -> isOf(it, api)).findFirst();
        Set<String> scopes = new LinkedHashSet<>();
        found.ifPresent(it -> scopes.addAll(words(it.path("scope").asText(""))));
        boolean lacking = false;
        for (Permission permission : permissions) {
            boolean fresh = scopes.add(permission.value());
            lacking |= fresh;
            lines.add(Line.of(!fresh, "admin consent to " + permission.label()));
        }
        if (lacking) {
            writes.add(write(current, api, found, String.join(" ", scopes)));
        }
    }

    private static Write write(
            Current current, String api, Optional<ObjectNode> found, String scopes) {
        if (found.isPresent()) {
            ObjectNode changed = found.get().deepCopy().put("scope", scopes);
            return new Write(
                    Write.Verb.CHANGE,
                    "/oauth2PermissionGrants/" + found.get().path("id").asText(),
                    Fields.object().put("scope", scopes),
                    (before, _) -> before.withGrant(changed));
        }
        ObjectNode body =
                Fields.object()
                        .put("clientId", current.principalId())
                        .put("consentType", EVERYBODY)
                        .put("resourceId", api)
                        .put("scope", scopes);
        return new Write(
                Write.Verb.CREATE,
                "/oauth2PermissionGrants",
                body,
                (before, made) -> before.withGrant(made));
    }

    private static boolean isOf(ObjectNode grant, String api) {
        return grant.path("consentType").asText().equals(EVERYBODY)
                && grant.path("resourceId").asText().equals(api);
    }

    private static List<String> words(String scope) {
        return List.of(scope.strip().split("\\s+")).stream().filter(it -> !it.isEmpty()).toList();
    }
}
