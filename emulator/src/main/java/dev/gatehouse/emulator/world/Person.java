package dev.gatehouse.emulator.world;

import java.util.List;
import java.util.UUID;

/**
 * A user of a tenant.
 *
 * @param id the object id, {@code oid}
 * @param upn the user principal name
 * @param password printed on the sign-in page; these people are inventions
 * @param role what the person is in the cast, for the sign-in page
 * @param admin whether the person is a Global Administrator of the tenant
 * @param groups object ids of all groups that have the person as member
 */
public record Person(
        UUID id,
        UUID tenant,
        String givenName,
        String surname,
        String upn,
        String password,
        String role,
        boolean admin,
        List<UUID> groups) {
    public Person {
        groups = List.copyOf(groups);
    }

    /** Given name and surname. */
    public String displayName() {
        return givenName + " " + surname;
    }

    @Override
    public String toString() {
        return "Person[" + upn + "]";
    }
}
