package dev.gatehouse.operate.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A client secret, where somebody asked for one. Those that are there stay. */
final class ClientSecret implements Part {
    static final Duration LIFETIME = Duration.ofDays(365);

    private final InstantSource clock;

    ClientSecret(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "client secret";
    }

    @Override
    public Difference compare(Wanted wanted, Current current) {
        long there =
                Fields.objects(current.app().path("passwordCredentials"))
                        .filter(this::holds)
                        .count();
        return switch (wanted.secret()) {
            case NONE -> Difference.none();
            case IF_MISSING ->
                    there == 0
                            ? made(current, "client secret")
                            : new Difference(
                                    List.of(Line.keep("client secrets: " + there)), List.of());
            case ANOTHER ->
                    made(
                            current,
                            there == 0
                                    ? "client secret"
                                    : "another client secret; remove the "
                                            + there
                                            + " older later");
        };
    }

    /** Whether it has not ended; one without an end counts. */
    private boolean holds(ObjectNode secret) {
        try {
            return Instant.parse(secret.path("endDateTime").asText()).isAfter(clock.instant());
        } catch (DateTimeParseException endless) {
            return true;
        }
    }

    private Difference made(Current current, String text) {
        Instant end = clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode body = Fields.object();
        body.putObject("passwordCredential")
                .put("displayName", Wording.SECRET_NAME)
                .put("endDateTime", end.toString());
        return new Difference(
                List.of(Line.add(text)),
                List.of(
                        new Write(
                                Write.Verb.CREATE,
                                current.appPath() + "/addPassword",
                                body,
                                ClientSecret::remembered)));
    }

    /** The secret's value stays out of what is known. */
    private static Current remembered(Current before, ObjectNode answer) {
        var all = Fields.arrayIn(before.app(), "passwordCredentials");
        all.addObject().set("endDateTime", answer.path("endDateTime"));
        var members = Fields.object();
        members.set("passwordCredentials", all);
        return before.with(members);
    }
}
