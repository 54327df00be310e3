package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The people of the emulator, as the demo introduces them. */
final class Cast {
    /** The tenant of the cast's Gatehouse, Contoso. */
    static final String TENANT = "c0000000-0000-4000-8000-000000000001";

    /** The app registration of the cast's Gatehouse. */
    static final String CLIENT = "60000000-0000-4000-8000-000000000001";

    /** Its client secret, which is no secret. */
    static final String SECRET = "gatehouse-demo-secret";

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
                person("Ada", "contoso", "Admin", "both subscriptions; Owner of them in Azure"),
                person("Ann", "contoso", "Analyst", "Research; Contributor of rg-lab in Azure"),
                person("Pia", "contoso", "PM", "both subscriptions; Reader in Azure"),
                person("Vic", "contoso", "Viewer", "Research; Reader in Azure"),
                person("Nil", "contoso", "none", "signs in, but Azure shows nothing"),
                person("Olu", "contoso", "Viewer", "rg-shop, through one of 250 groups"),
                person("Gus", "fabrikam", "none here", "a tenant that has not consented"),
                person("Mia", "woodgrove", "Viewer", "is asked for a second factor: 123456"));
    }

    private static Person person(String name, String tenant, String role, String sees) {
        String id = name.toLowerCase(Locale.ROOT);
        return new Person(name, id + "@" + tenant + ".com", id + "-demo", role, sees);
    }

    /** The names that {@code --as} takes, for the completion of a shell. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(names());
        }
    }

    /** The names that {@code --as} takes. */
    static List<String> names() {
        return people().stream().map(person -> person.name().toLowerCase(Locale.ROOT)).toList();
    }
}
