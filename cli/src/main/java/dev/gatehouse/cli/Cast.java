package dev.gatehouse.cli;

import java.util.List;
import java.util.Locale;

/** The people of the emulator, as the demo introduces them. */
final class Cast {
    private Cast() {}

    /**
     * One person.
     *
     * @param role their role in Gatehouse, for people
     * @param sees what the demo shows them
     */
    record Person(String name, String username, String password, String role, String sees) {}

    static List<Person> people() {
        return List.of(
                person("Ada", "contoso", "Admin", "everything; owner of both subscriptions"),
                person("Ann", "contoso", "Analyst", "Research; may change rg-lab"),
                person("Pia", "contoso", "PM", "both subscriptions, to read"),
                person("Vic", "contoso", "Viewer", "Research, to read"),
                person("Nil", "contoso", "none", "signs in, but Azure shows nothing"),
                person("Olu", "contoso", "Viewer", "rg-shop, through one of 250 groups"),
                person("Gus", "fabrikam", "none here", "a tenant that has not consented"),
                person("Mia", "woodgrove", "Viewer", "is asked for a second factor: 123456"));
    }

    private static Person person(String name, String tenant, String role, String sees) {
        String id = name.toLowerCase(Locale.ROOT);
        return new Person(name, id + "@" + tenant + ".com", id + "-demo", role, sees);
    }

    /** The names that {@code --as} takes. */
    static List<String> names() {
        return people().stream().map(person -> person.name().toLowerCase(Locale.ROOT)).toList();
    }
}
