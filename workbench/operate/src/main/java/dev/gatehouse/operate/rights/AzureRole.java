package dev.gatehouse.operate.rights;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A built-in role by its GUID, which never changes; names do (Microsoft: "Azure built-in roles").
 *
 * @param id in lower case
 * @param name for people; the id itself for a role that is not known here
 */
public record AzureRole(String id, String name) {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public static final AzureRole READER = of("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader");
    public static final AzureRole CONTRIBUTOR =
            of("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor");
    public static final AzureRole OWNER = of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner");
    public static final AzureRole USER_ACCESS_ADMINISTRATOR =
            of("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator");
    public static final AzureRole RBAC_ADMINISTRATOR =
            of("f58310d9-a9f6-439a-9e8d-f62e7b41a168", "Role Based Access Control Administrator");
    public static final AzureRole OPENAI_USER =
            of("5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", "Cognitive Services OpenAI User");
    public static final AzureRole COGNITIVE_SERVICES_USER =
            of("a97b65f3-24c7-4388-baec-2e87135dc908", "Cognitive Services User");
    public static final AzureRole SESSION_EXECUTOR =
            of("0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0", "Azure ContainerApps Session Executor");

    /** Lets images be pulled; what a cluster needs of its registry. */
    public static final AzureRole ACR_PULL = of("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull");

    private static final List<AzureRole> KNOWN =
            List.of(
                    READER,
                    CONTRIBUTOR,
                    OWNER,
                    USER_ACCESS_ADMINISTRATOR,
                    RBAC_ADMINISTRATOR,
                    OPENAI_USER,
                    COGNITIVE_SERVICES_USER,
                    SESSION_EXECUTOR,
                    ACR_PULL,
                    of("8311e382-0749-4cb8-b61a-304f252e45ec", "AcrPush"),
                    of("17d1049b-9a84-46fb-8f53-869881c3d3ab", "Storage Account Contributor"),
                    of("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader"));
    private static final Map<String, AzureRole> OTHER_SPELLINGS =
            Map.of("azure container apps session executor", SESSION_EXECUTOR);
    private static final Set<AzureRole> WIDE =
            Set.of(OWNER, CONTRIBUTOR, USER_ACCESS_ADMINISTRATOR, RBAC_ADMINISTRATOR);

    public AzureRole {
        id = id.toLowerCase(Locale.ROOT);
        if (!GUID.matcher(id).matches()) {
            throw new IllegalArgumentException("a role is named by a GUID");
        }
    }

    private static AzureRole of(String id, String name) {
        return new AzureRole(id, name);
    }

    /** The role with that name, in any letter case and either spelling, or with that GUID. */
    public static Optional<AzureRole> named(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Optional<AzureRole> known =
                KNOWN.stream()
                        .filter(
                                role ->
                                        role.id.equals(wanted)
                                                || role.name
                                                        .toLowerCase(Locale.ROOT)
                                                        .equals(wanted))
                        .findFirst()
                        .or(() -> Optional.ofNullable(OTHER_SPELLINGS.get(wanted)));
        return known.isPresent() || !GUID.matcher(wanted).matches()
                ? known
                : Optional.of(of(wanted, wanted));
    }

    /** Whether it may change much more than a reader needs. */
    public boolean isWide() {
        return WIDE.stream().anyMatch(role -> role.id.equals(id));
    }

    /** Whether whoever holds {@code held} may do what this role is needed for. */
    public boolean isCoveredBy(AzureRole held) {
        return held.id.equals(id)
                || (held.id.equals(OWNER.id) && isOfManagement())
                || (id.equals(READER.id) && held.isWide());
    }

    /** Whether it is about Azure Resource Manager alone, where an owner may do everything. */
    private boolean isOfManagement() {
        return id.equals(READER.id) || isWide();
    }
}
