package dev.gatehouse.operate.setup;

/**
 * A delegated permission that Gatehouse needs on another API.
 *
 * @param api the API's application id, or one of its identifier addresses
 * @param value the permission's name; empty where the configuration says {@code .default}, which
 *     stands for the API's {@code user_impersonation} or the only one it has
 */
public record Delegated(String api, String value) implements Comparable<Delegated> {
    /** Azure Resource Manager's application id, in every cloud. */
    public static final String ARM = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

    /** Microsoft Graph's application id, in every cloud. */
    public static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    /** The one permission of Azure Resource Manager. */
    public static final Delegated ARM_AS_USER = new Delegated(ARM, "user_impersonation");

    /** To sign in and read one's own profile. */
    public static final Delegated OWN_PROFILE = new Delegated(GRAPH, "User.Read");

    /** To ask about the groups of somebody whose token cannot list them. */
    public static final Delegated GROUP_MEMBERS = new Delegated(GRAPH, "GroupMember.Read.All");

    public Delegated {
        if (api.isBlank()) {
            throw new IllegalArgumentException("the API has no name");
        }
    }

    @Override
    public int compareTo(Delegated other) {
        int byApi = api.compareTo(other.api);
        return byApi == 0 ? value.compareTo(other.value) : byApi;
    }
}
