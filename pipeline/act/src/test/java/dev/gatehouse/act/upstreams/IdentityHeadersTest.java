package dev.gatehouse.act.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.gatehouse.act.credentials.Callers;
import dev.gatehouse.kernel.Groups;
import dev.gatehouse.kernel.Principal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityHeadersTest {
    private static Principal named(String name, String username, Groups groups) {
        Principal ada = Callers.ada();
        return new Principal(
                ada.tenant(),
                ada.object(),
                ada.kind(),
                ada.client(),
                name,
                username,
                ada.roles(),
                ada.scopes(),
                groups,
                false);
    }

    private static Map<String, Object> decoded(IdentityHeaders headers) throws ParseException {
        byte[] json = Base64.getDecoder().decode(headers.principal());
        return JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void setsTheWholeFamily() {
        var set = new LinkedHashMap<String, String>();
        IdentityHeaders.of(Callers.ada()).forEach(set::put);

        assertThat(set)
                .containsOnlyKeys(
                        "X-MS-CLIENT-PRINCIPAL",
                        "X-MS-CLIENT-PRINCIPAL-ID",
                        "X-MS-CLIENT-PRINCIPAL-NAME",
                        "X-MS-CLIENT-PRINCIPAL-IDP")
                .containsEntry("X-MS-CLIENT-PRINCIPAL-ID", Callers.ada().object().toString())
                .containsEntry("X-MS-CLIENT-PRINCIPAL-NAME", "ada@contoso.com")
                .containsEntry("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
        for (String name : set.keySet()) {
            assertThat(HeaderHygiene.dropsInbound(name)).as(name).isTrue();
        }
    }

    @Test
    void writesClaimsInEasyAuthsForm() throws ParseException {
        var group = new Groups.Listed(Set.of("9a000000-0000-4000-8000-000000000001"));
        var json = decoded(IdentityHeaders.of(named("Zo\u00eb", "zoe@contoso.com", group)));

        assertThat(json).containsEntry("auth_typ", "aad").containsKeys("name_typ", "role_typ");
        var claims = Arrays.asList(JSONObjectUtils.getJSONObjectArray(json, "claims"));
        assertThat(claims)
                .contains(
                        Map.of("typ", "name", "val", "Zo\u00eb"),
                        Map.of("typ", "roles", "val", "Viewer"),
                        Map.of("typ", "groups", "val", "9a000000-0000-4000-8000-000000000001"),
                        Map.of(
                                "typ",
                                "http://schemas.microsoft.com/identity/claims/objectidentifier",
                                "val",
                                Callers.ada().object().toString()));
    }

    @Test
    void namesTheObjectWhereTheUserNameIsNoHeaderText() {
        for (String username : new String[] {"", "  ", "zo\u00eb@contoso.com", "a\r\nb"}) {
            assertThat(IdentityHeaders.of(named("", username, Groups.NONE)).name())
                    .isEqualTo(Callers.ada().object().toString());
        }
    }

    @Test
    void saysThatGroupsAreUnknownRatherThanNone() throws ParseException {
        var json = decoded(IdentityHeaders.of(named("", "", new Groups.Overage())));

        assertThat(Arrays.asList(JSONObjectUtils.getJSONObjectArray(json, "claims")))
                .contains(Map.of("typ", "hasgroups", "val", "true"));
    }
}
