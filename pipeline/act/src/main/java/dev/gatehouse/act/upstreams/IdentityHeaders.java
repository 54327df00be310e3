package dev.gatehouse.act.upstreams;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The Easy Auth family of headers for one caller, made once an admission (Microsoft: "Work with
 * user identities in Azure App Service authentication").
 *
 * @param principal {@code X-MS-CLIENT-PRINCIPAL}: Base64 of JSON with the caller's claims
 * @param id {@code X-MS-CLIENT-PRINCIPAL-ID}: the object id
 * @param name {@code X-MS-CLIENT-PRINCIPAL-NAME}: the user name; the object id where that is empty
 *     or not printable ASCII
 */
public record IdentityHeaders(String principal, String id, String name) {
    private static final String CLAIM = "http://schemas.microsoft.com/identity/claims/";
    private static final String NAME_TYPE =
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
    private static final String ROLE_TYPE =
            "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    public static IdentityHeaders of(Principal caller) {
        String id = caller.object().toString();
        var document = new LinkedHashMap<String, Object>();
        document.put("auth_typ", "aad");
        document.put("claims", claims(caller));
        document.put("name_typ", NAME_TYPE);
        document.put("role_typ", ROLE_TYPE);
        byte[] json = JSONObjectUtils.toJSONString(document).getBytes(StandardCharsets.UTF_8);
        return new IdentityHeaders(
                Base64.getEncoder().encodeToString(json),
                id,
                isPrintable(caller.username()) ? caller.username() : id);
    }

    /** Hands each header to {@code set}: name, then value. */
    public void forEach(BiConsumer<String, String> set) {
        set.accept("X-MS-CLIENT-PRINCIPAL", principal);
        set.accept("X-MS-CLIENT-PRINCIPAL-ID", id);
        set.accept("X-MS-CLIENT-PRINCIPAL-NAME", name);
        set.accept("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
    }

    private static List<Map<String, Object>> claims(Principal caller) {
        var claims = new ArrayList<Map<String, Object>>();
        add(claims, CLAIM + "tenantid", caller.tenant().toString());
        add(claims, CLAIM + "objectidentifier", caller.object().toString());
        add(claims, "name", caller.name());
        add(claims, "preferred_username", caller.username());
        add(claims, NAME_TYPE, caller.username());
        add(claims, "azp", caller.client().value());
        add(claims, CLAIM + "scope", String.join(" ", sorted(caller.scopes())));
        for (String role : sorted(caller.roles().stream().map(Role::label).toList())) {
            add(claims, "roles", role);
            add(claims, ROLE_TYPE, role);
        }
        switch (caller.groups()) {
            case Groups.Listed(var ids) ->
                    sorted(ids).forEach(group -> add(claims, "groups", group));
            case Groups.Overage() -> add(claims, "hasgroups", "true");
        }
        return claims;
    }

    private static void add(List<Map<String, Object>> claims, String type, String value) {
        if (!value.isEmpty()) {
            var claim = new LinkedHashMap<String, Object>();
            claim.put("typ", type);
            claim.put("val", value);
            claims.add(claim);
        }
    }

    private static List<String> sorted(Iterable<String> texts) {
        var list = new ArrayList<String>();
        texts.forEach(list::add);
        list.sort(null);
        return list;
    }

    private static boolean isPrintable(String text) {
        return !text.isBlank() && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    @Override
    public String toString() {
        return "IdentityHeaders[" + id + "]";
    }
}
