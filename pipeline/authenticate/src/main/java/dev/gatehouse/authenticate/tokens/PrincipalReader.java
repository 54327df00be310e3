package dev.gatehouse.authenticate.tokens;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Principal.Kind;
import dev.gatehouse.kernel.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads who calls from the claims of a token whose signature holds. */
final class PrincipalReader {
    private final TokenConfig config;

    PrincipalReader(TokenConfig config) {
        this.config = config;
    }

    /** What became of reading. */
    sealed interface Reading {}

    record Known(Principal principal) implements Reading {}

    record Unknown(TokenFault fault) implements Reading {}

    Reading read(Claims claims, Origin origin) {
        Optional<ObjectId> object = claims.text("oid").flatMap(ObjectId::parse);
        if (object.isEmpty()) {
            return new Unknown(TokenFault.NO_OBJECT);
        }
        Optional<List<String>> roles = claims.texts("roles");
        Optional<List<String>> capabilities = claims.texts("xms_cc");
        Optional<Groups> groups = groups(claims);
        if (roles.isEmpty()
                || capabilities.isEmpty()
                || groups.isEmpty()
                || (claims.has("scp") && claims.text("scp").isEmpty())) {
            return new Unknown(TokenFault.CLAIM_FORM);
        }
        boolean program = isProgram(claims, roles.get());
        if (isIdToken(claims, program)) {
            return new Unknown(TokenFault.ID_TOKEN);
        }
        Optional<String> client =
                claims.text(
                        switch (origin.version()) {
                            case V1 -> "appid";
                            case V2 -> "azp";
                        });
        if (client.isEmpty() || client.get().isBlank()) {
            return new Unknown(TokenFault.NO_CLIENT);
        }
        var clientId = new ClientId(client.get());
        if (!config.acceptsClient(clientId)) {
            return new Unknown(TokenFault.CLIENT);
        }
        Set<String> scopes = program ? Set.of() : scopes(claims);
        if (!program && !config.acceptsScopes(scopes)) {
            return new Unknown(TokenFault.SCOPE);
        }
        boolean home = origin.tenant().equals(config.tenants().home());
        Set<Role> held =
                program
                        ? config.roles().map(roles.get(), home)
                        : config.roles().mapPerson(roles.get(), home);
        if (program && held.isEmpty()) {
            return new Unknown(TokenFault.NO_ROLE);
        }
        return new Known(
                new Principal(
                        origin.tenant(),
                        object.get(),
                        program ? Kind.APPLICATION : Kind.USER,
                        clientId,
                        claims.text("name").orElse(""),
                        claims.text("preferred_username").or(() -> claims.text("upn")).orElse(""),
                        held,
                        scopes,
                        groups.get(),
                        capabilities.get().stream().anyMatch("cp1"::equalsIgnoreCase)));
    }

    /**
     * A token that a program got for itself: {@code idtyp} says so, or it has no {@code scp} and
     * its subject is the service principal. An app role alone is not enough where a person is
     * named, as ID tokens carry people's app roles.
     */
    private static boolean isProgram(Claims claims, List<String> roles) {
        Optional<String> type = claims.text("idtyp");
        if (type.isPresent()) {
            return type.get().equalsIgnoreCase("app");
        }
        boolean person =
                claims.has("preferred_username") || claims.has("upn") || claims.has("unique_name");
        return !claims.has("scp")
                && (claims.text("oid").equals(claims.text("sub")) || (!roles.isEmpty() && !person));
    }

    private static boolean isIdToken(Claims claims, boolean program) {
        return claims.has("nonce")
                || claims.has("c_hash")
                || claims.has("at_hash")
                || (!program && !claims.has("scp"));
    }

    private static Set<String> scopes(Claims claims) {
        var scopes = new HashSet<String>();
        for (String scope : claims.text("scp").orElse("").split(" ")) {
            if (!scope.isEmpty()) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static Optional<Groups> groups(Claims claims) {
        if (claims.names("_claim_names", "groups") || claims.isSet("hasgroups")) {
            return Optional.of(new Groups.Overage());
        }
        return claims.texts("groups").map(PrincipalReader::listed);
    }

    private static Groups listed(List<String> ids) {
        if (ids.isEmpty()) {
            return Groups.NONE;
        }
        var lower = new HashSet<String>();
        ids.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT)));
        return new Groups.Listed(lower);
    }
}
