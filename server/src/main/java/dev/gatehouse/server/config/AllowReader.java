package dev.gatehouse.server.config;

import dev.gatehouse.authorize.Requirement;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.TenantId;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code routes[].allow}: whom a route admits. */
final class AllowReader {
    private static final String ALLOWED =
            "anonymous: true, signed-in: true, or at least one of roles, scopes, groups, oids,"
                    + " tenants";

    private final AuthzConfig authz;

    AllowReader(AuthzConfig authz) {
        this.authz = authz;
    }

    Requirement read(Section route) {
        if (!route.has("allow")) {
            if (!route.isFaulty("allow")) {
                route.problem("allow", "nothing", ALLOWED);
            }
            return Requirement.SIGNED_IN;
        }
        Section allow = route.below("allow");
        if (!(route.given("allow").orElse(null) instanceof Node.Tree)) {
            return Requirement.SIGNED_IN;
        }
        boolean anonymous = allow.flag("anonymous");
        boolean signedIn = allow.flag("signed-in");
        var roles = allow.set("roles", "Admin, PM, Analyst, Viewer", AuthReader::role);
        var scopes = allow.set("scopes", "a scope's name", AuthReader::word);
        var groups =
                allow.set("groups", "an object id (UUID) or a name in authz.groups", this::group);
        var oids = allow.set("oids", "an object id (UUID)", ObjectId::parse);
        var tenants = allow.set("tenants", "a tenant id (UUID)", TenantId::parse);
        for (String kind : Keys.below("routes[].allow")) {
            if (allow.isEmptyList(kind)) {
                allow.problem(kind, "an empty list", "at least one entry");
            }
        }
        try {
            return new Requirement(anonymous, signedIn, roles, scopes, groups, oids, tenants);
        } catch (IllegalArgumentException wrong) {
            if (!route.isFaulty("allow")) {
                route.problem("allow", String.valueOf(wrong.getMessage()), ALLOWED);
            }
            return Requirement.SIGNED_IN;
        }
    }

    private Optional<String> group(String text) {
        return AuthReader.objectId(text)
                .or(() -> Optional.ofNullable(authz.groups().get(text.toLowerCase(Locale.ROOT))));
    }
}
