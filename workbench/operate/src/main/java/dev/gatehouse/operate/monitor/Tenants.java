package dev.gatehouse.operate.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one tenant that the caller is signed in to. */
public record Tenants(String id, String name) {
    /** {@code {tenants: [{id, name, authenticated}], defaultTenantId}}. */
    public Map<String, Object> json() {
        var tenant = new LinkedHashMap<String, Object>();
        tenant.put("id", id);
        tenant.put("name", name);
        tenant.put("authenticated", true);
        var json = new LinkedHashMap<String, Object>();
        json.put("tenants", List.of(tenant));
        json.put("defaultTenantId", id);
        return json;
    }
}
