package dev.gatehouse.emulator.entra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.world.AppRegistration;
import dev.gatehouse.emulator.world.Cast;
import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.Person;
import dev.gatehouse.emulator.world.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Valid tokens of cast members without sign-in, for tests and for trying things out. */
public final class PersonalTokens {
    /** People or APIs in one answer. */
    private static final int MOST_NAMED = 20;

    private static final int LONGEST_SECONDS = 10 * 365 * 24 * 3600;

    private final World world;
    private final AccessTokens tokens;

    /** Tokens of a world's people, managed identities and applications. */
    public PersonalTokens(World world, AccessTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    /**
     * Mints what {@code {as, audience?, scope?, version?, expiresIn?, client?, mfa?, capable?}}
     * asks for. The audience is Gatehouse and the client the Azure CLI, if not named. {@code as} is
     * a person's given name, UPN or object id, a managed identity's name, or an application's name.
     * {@code expiresIn} is in seconds and may be negative.
     *
     * @throws MalformedRequest 400, naming the field that is wrong
     */
    public Map<String, Object> mint(JsonNode asked) {
        String as = text(asked, "as").orElseThrow(this::nobody);
        String audience = text(asked, "audience").orElse(Cast.GATEHOUSE.toString());
        Optional<ManagedIdentity> identity =
                world.managedIdentities().stream()
                        .filter(one -> one.name().equalsIgnoreCase(as))
                        .findFirst();
        MintedToken token;
        if (identity.isPresent()) {
            token = tokens.forManagedIdentity(identity.get(), audience);
        } else {
            AppRegistration api = api(asked, audience);
            Optional<Person> person = person(as);
            token =
                    person.isPresent()
                            ? user(asked, person.get(), api, audience)
                            : app(asked, as, api, audience);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("expires_in", token.lifetime().toSeconds());
        body.put("access_token", token.value());
        return body;
    }

    private MintedToken user(JsonNode asked, Person person, AppRegistration api, String audience) {
        UUID client =
                text(asked, "client")
                        .map(id -> Uuids.parse(id).orElseThrow(() -> bad("client is a UUID.")))
                        .orElse(Cast.AZURE_CLI);
        List<String> scopes =
                text(asked, "scope")
                        .map(scope -> List.of(scope.trim().split("\\s+")))
                        .orElseGet(() -> api.scopes().stream().sorted().toList());
        return tokens.forPerson(
                new AccessTokens.UserGrant(
                        person,
                        client,
                        "0",
                        api,
                        audience,
                        scopes,
                        asked.path("mfa").asBoolean(false),
                        UUID.randomUUID().toString(),
                        asked.path("capable").asBoolean(false),
                        lifetime(asked)));
    }

    private MintedToken app(JsonNode asked, String name, AppRegistration api, String audience) {
        AppRegistration client =
                world.apps().stream()
                        .filter(app -> app.name().equalsIgnoreCase(name))
                        .filter(app -> !app.firstParty())
                        .findFirst()
                        .orElseThrow(this::nobody);
        return tokens.forApp(
                new AccessTokens.AppGrant(
                        client.tenant(), client.clientId(), "1", api, audience, lifetime(asked)));
    }

    private AppRegistration api(JsonNode asked, String audience) {
        AppRegistration api;
        try {
            api = ScopeRequest.first(world, "the emulator", audience + "/.default").api();
        } catch (Refused refusal) {
            throw bad("audience is one of the emulator's APIs: " + apis() + ".");
        }
        JsonNode version = asked.path("version");
        if (version.isMissingNode()) {
            return api;
        }
        int number = version.asInt();
        if (number != 1 && number != 2) {
            throw bad("version is 1 or 2.");
        }
        return api.change(builder -> builder.version(number));
    }

    private MalformedRequest nobody() {
        String people =
                world.tenants().stream()
                        .flatMap(tenant -> world.people(tenant.id()).stream())
                        .map(one -> one.givenName().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .limit(MOST_NAMED)
                        .collect(Collectors.joining(", "));
        return bad("as names one of the cast: " + people + ".");
    }

    private String apis() {
        return world.apps().stream()
                .flatMap(app -> app.idUris().stream().limit(1))
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
    }

    private Optional<Person> person(String as) {
        return Uuids.parse(as)
                .flatMap(world::person)
                .or(() -> world.person(as))
                .or(
                        () ->
                                world.tenants().stream()
                                        .flatMap(tenant -> world.people(tenant.id()).stream())
                                        .filter(one -> one.givenName().equalsIgnoreCase(as))
                                        .findFirst());
    }

    private static Optional<Duration> lifetime(JsonNode asked) {
        JsonNode seconds = asked.path("expiresIn");
        if (seconds.isMissingNode()) {
            return Optional.empty();
        }
        if (!seconds.isIntegralNumber() || Math.abs(seconds.asLong()) > LONGEST_SECONDS) {
            throw bad("expiresIn is a whole number of seconds.");
        }
        return Optional.of(Duration.ofSeconds(seconds.asLong()));
    }

    private static Optional<String> text(JsonNode asked, String name) {
        return Optional.of(asked.path(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(value -> !value.isBlank());
    }

    private static MalformedRequest bad(String why) {
        return new MalformedRequest(400, why);
    }
}
