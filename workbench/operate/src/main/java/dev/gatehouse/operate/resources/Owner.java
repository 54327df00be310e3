package dev.gatehouse.operate.resources;

import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.TenantId;
import java.util.Locale;

/**
 * Whose operation it is, after their request is over.
 *
 * @param kind {@code user} or {@code application}
 * @param name for display; may be empty
 */
public record Owner(TenantId tenant, ObjectId object, String kind, String name) {
    public static Owner of(Principal caller) {
        return new Owner(
                caller.tenant(),
                caller.object(),
                caller.kind().name().toLowerCase(Locale.ROOT),
                caller.name().isEmpty() ? caller.username() : caller.name());
    }

    /** Tenant and object, which together name one caller everywhere. */
    public String key() {
        return key(tenant, object);
    }

    static String key(TenantId tenant, ObjectId object) {
        return tenant + "/" + object;
    }
}
