package dev.gatehouse.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import dev.gatehouse.kernel.TenantId;
import java.util.Optional;

/** Who calls, and what of Azure they see (S1.31, S3.5, S3.10, S3.15). */
public final class ApiDoors {
    /** Azure, as these doors ask it. */
    public interface Estate {
        /** The body of {@code /api/tenants}, or a refusal's answer. */
        Answer tenants(Call call, Authentication.Authenticated caller);

        /** The body of {@code /api/subscriptions}, or a refusal's answer. */
        Answer subscriptions(Call call, Authentication.Authenticated caller);
    }

    private final Estate estate;
    private final TenantId home;
    private final String actsAs;

    /**
     * @param actsAs whose identity Azure sees: {@code user} or {@code managed-identity}
     */
    public ApiDoors(Estate estate, TenantId home, String actsAs) {
        this.estate = estate;
        this.home = home;
        this.actsAs = actsAs;
    }

    /** {@code GET /api/auth/me}: 200 whether or not somebody is signed in. */
    public Answer whoIsSignedIn(Call call) {
        Optional<Principal> caller = call.caller();
        if (caller.isEmpty()) {
            return Answer.json(200, Json.object().put("authenticated", false).toString());
        }
        Principal known = caller.get();
        String domain = known.username().substring(known.username().indexOf('@') + 1);
        ObjectNode body =
                Json.object()
                        .put("authenticated", true)
                        .put("name", known.name())
                        .put("email", known.username())
                        .put("tenantId", known.tenant().toString())
                        .put("tenantName", domain.isEmpty() ? known.tenant().toString() : domain)
                        .put("isAdmin", known.holds(Role.ADMIN) && known.tenant().equals(home))
                        .put("actsAs", actsAs);
        var roles = body.putArray("roles");
        known.roles().stream().sorted().map(Role::label).forEach(roles::add);
        return Answer.json(200, body.toString());
    }

    /**
     * {@code GET /api/me}: the caller and their subscriptions; the caller even where the list
     * fails.
     */
    public Answer me(Call call) {
        Authentication.Authenticated known = call.authenticated();
        Principal caller = known.principal();
        ObjectNode body =
                Json.object()
                        .put("object_id", caller.object().toString())
                        .put("tenant_id", caller.tenant().toString())
                        .put("upn", caller.username());
        Answer list = estate.subscriptions(call, known);
        ObjectNode listed = Json.read(list.body()).orElseGet(Json::object);
        if (list.status() == 200) {
            body.setAll(listed);
        } else {
            body.putArray("subscriptions");
            body.put("subscriptions_error", listed.path("error").asText("unknown"));
        }
        return Answer.json(200, body.toString()).actedAs(list.actedAs(), list.reason());
    }

    public Answer tenants(Call call) {
        return estate.tenants(call, call.authenticated());
    }

    public Answer subscriptions(Call call) {
        return estate.subscriptions(call, call.authenticated());
    }
}
