package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Checks a typed name and password. */
final class Passwords {
    private final World world;

    Passwords(World world) {
        this.world = world;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** The person is who they say. */
        record Right(Person person) implements Outcome {}

        /** They are not; the page says why. */
        record Wrong(Aadsts why) implements Outcome {}
    }

    Outcome check(Authority authority, String name, String password) {
        Optional<Person> person = world.person(name.trim());
        if (person.isEmpty()) {
            return new Outcome.Wrong(
                    Aadsts.invalidGrant(50034, "The user account does not exist here."));
        }
        if (!authority.admits(person.get().tenant())) {
            return new Outcome.Wrong(
                    Aadsts.invalidGrant(
                            50020,
                            "The user account is not in tenant '"
                                    + authority.directory()
                                    + "' and must be added as a guest first."));
        }
        boolean right =
                MessageDigest.isEqual(
                        person.get().password().getBytes(StandardCharsets.UTF_8),
                        password.getBytes(StandardCharsets.UTF_8));
        return right
                ? new Outcome.Right(person.get())
                : new Outcome.Wrong(
                        Aadsts.invalidGrant(
                                50126,
                                "Error validating credentials due to invalid username or"
                                        + " password."));
    }
}
