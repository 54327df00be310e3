package dev.gatehouse.operate.setup;

import java.util.Optional;

/**
 * A delegated permission with its ids.
 *
 * @param appId the API's application id
 * @param apiName for people
 * @param principal the object id of the API's service principal in this tenant; empty if nobody
 *     asked the directory
 * @param id the permission's own id
 * @param value its name
 */
public record Permission(
        String appId, String apiName, Optional<String> principal, String id, String value) {
    private static final String ARM_NAME = "Azure Resource Manager";
    private static final String GRAPH_NAME = "Microsoft Graph";

    /** The permissions whose ids Microsoft documents; the same in every tenant and cloud. */
    static Optional<Permission> documented(Delegated wanted) {
        if (wanted.equals(Delegated.ARM_AS_USER)) {
            return of(wanted, ARM_NAME, "41094075-9dad-400e-a0bd-54e686782033");
        }
        if (wanted.equals(Delegated.OWN_PROFILE)) {
            return of(wanted, GRAPH_NAME, "e1fe6dd8-ba31-4d61-89e7-88639da4683d");
        }
        return wanted.equals(Delegated.GROUP_MEMBERS)
                ? of(wanted, GRAPH_NAME, "bc024368-1153-4739-b217-4326f2e966d0")
                : Optional.empty();
    }

    private static Optional<Permission> of(Delegated wanted, String name, String id) {
        return Optional.of(
                new Permission(wanted.api(), name, Optional.empty(), id, wanted.value()));
    }

    /** For people. */
    public String label() {
        return apiName + " " + value;
    }
}
