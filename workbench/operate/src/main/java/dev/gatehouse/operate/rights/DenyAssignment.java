package dev.gatehouse.operate.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What is forbidden at a scope, whatever a role allows (Microsoft: "Understand Azure deny
 * assignments").
 *
 * @param name its GUID
 * @param onlyHere whether it leaves the scopes below alone
 * @param principals object ids in lower case; the null GUID is everybody
 * @param excluded object ids in lower case
 */
record DenyAssignment(
        String name,
        String scope,
        boolean onlyHere,
        List<RolePermission> permissions,
        Set<String> principals,
        Set<String> excluded) {
    /** Whether it concerns somebody. */
    enum Concern {
        YES,
        NO,
        /** It names ids that may be groups of theirs. */
        PERHAPS
    }

    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    DenyAssignment {
        permissions = List.copyOf(permissions);
        principals = Set.copyOf(principals);
        excluded = Set.copyOf(excluded);
    }

    static DenyAssignment of(JsonNode json) {
        JsonNode properties = json.path("properties");
        return new DenyAssignment(
                json.path("name").asText(""),
                properties.path("scope").asText(""),
                properties.path("doNotApplyToChildScopes").asBoolean(false),
                RolePermission.each(properties.path("permissions")),
                ids(properties.path("principals")),
                ids(properties.path("excludePrincipals")));
    }

    boolean reaches(AzureScope here) {
        return onlyHere ? here.is(scope) : here.within(scope);
    }

    /**
     * @param known their object id and the groups that are known to be theirs
     */
    Concern concerns(Set<String> known) {
        if (excluded.stream().anyMatch(known::contains)) {
            return Concern.NO;
        }
        return principals.contains(EVERYBODY) || principals.stream().anyMatch(known::contains)
                ? Concern.YES
                : Concern.PERHAPS;
    }

    boolean forbids(String action) {
        return permissions.stream().anyMatch(permission -> permission.covers(action));
    }

    private static Set<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path("id").asText("").toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
