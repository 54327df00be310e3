package dev.gatehouse.emulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The permissions of Microsoft Graph that the emulator judges by, with Microsoft's ids.
 *
 * @see <a href="https://learn.microsoft.com/graph/permissions-reference">Microsoft Graph
 *     permissions reference</a>
 */
final class GraphPermissions {
    private record Permission(String value, String scope, String role) {}

    /** Value, id as a delegated permission, id as an app role; empty where there is none. */
    private static final List<Permission> ALL =
            List.of(
                    new Permission("User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d", ""),
                    new Permission(
                            "User.Read.All",
                            "a154be20-db9c-4678-8ab7-66f6cc099a59",
                            "df021288-bdef-4463-88db-98f22de89214"),
                    new Permission(
                            "GroupMember.Read.All",
                            "bc024368-1153-4739-b217-4326f2e966d0",
                            "98830695-27a2-44f7-8c18-0c3ebc9698f6"),
                    new Permission(
                            "Directory.Read.All",
                            "06da0dbc-49e2-44d2-8312-53f166ab848a",
                            "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
                    new Permission(
                            "Directory.AccessAsUser.All",
                            "0e263e50-5827-48a4-b97c-d940288653c7",
                            ""),
                    new Permission(
                            "Application.Read.All",
                            "c79f8feb-a9db-4090-85f9-90d820caa0eb",
                            "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
                    new Permission(
                            "Application.ReadWrite.All",
                            "bdfbf15f-ee85-4955-8675-146e8e5296b5",
                            "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
                    new Permission(
                            "AppRoleAssignment.ReadWrite.All",
                            "84bccea3-f856-4a8a-967b-dbe0a3d53a64",
                            "06b708a9-e830-4db3-a914-8e69da51d44f"),
                    new Permission(
                            "DelegatedPermissionGrant.ReadWrite.All",
                            "41ce6ca6-6826-4807-84f1-1c82854f7ee5",
                            "8e8e4742-1d95-4f68-9d56-6ee75648c72a"));

    /** What Gatehouse asks Graph for: who somebody is, and in which groups. */
    private static final Set<String> GATEHOUSES = Set.of("User.Read", "GroupMember.Read.All");

    private GraphPermissions() {}

    static AppRegistration registration(UUID home) {
        List<ExposedScope> scopes = new ArrayList<>();
        List<AppRole> roles = new ArrayList<>();
        for (Permission one : ALL) {
            String value = one.value();
            scopes.add(
                    new ExposedScope(
                            UUID.fromString(one.scope()),
                            value,
                            true,
                            !value.equals("User.Read"),
                            value,
                            value));
            if (!one.role().isEmpty()) {
                roles.add(
                        new AppRole(
                                UUID.fromString(one.role()),
                                value,
                                value,
                                value,
                                true,
                                Set.of("Application")));
            }
        }
        return AppRegistration.named("Microsoft Graph", Cast.GRAPH, home)
                .firstParty()
                .version(1)
                .idUris("https://graph.microsoft.com")
                .exposed(scopes)
                .appRoles(roles)
                .build();
    }

    static List<RequiredAccess> ofGatehouse(AppRegistration arm) {
        List<RequiredAccess> required = new ArrayList<>();
        arm.exposed().forEach(one -> required.add(new RequiredAccess(Cast.ARM, one.id(), false)));
        ALL.stream()
                .filter(one -> GATEHOUSES.contains(one.value()))
                .map(one -> new RequiredAccess(Cast.GRAPH, UUID.fromString(one.scope()), false))
                .forEach(required::add);
        return required;
    }
}
