package dev.gatehouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final String CONTOSO = "c0000000-0000-4000-8000-000000000001";

    @Test
    void tenantsCompareWithoutLetterCase() {
        assertThat(TenantId.parse(CONTOSO.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(TenantId.parse(CONTOSO))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "contoso.com",
                "c-0-4-8-1",
                "{c0000000-0000-4000-8000-00000000001}",
                "c0000000000040008000000000000001",
                "c0000000-0000-4000-8000-00000000000g",
                "c0000000-0000-4000-80000-00000000001",
                "c0000000-0000-4000-8000-00000000000\uFF11",
                " c0000000-0000-4000-8000-00000000001",
                "../000000-0000-4000-8000-000000000001"
            })
    void identifiersMustBeCanonicalUuids(String text) {
        assertThat(TenantId.parse(text)).isEmpty();
        assertThat(ObjectId.parse(text)).isEmpty();
    }

    @Test
    void clientIdsCompareWithoutLetterCase() {
        assertThat(new ClientId("ABC")).isEqualTo(new ClientId("abc")).hasToString("abc");
        assertThatThrownBy(() -> new ClientId(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensDoNotPrint() {
        assertThat(new Assertion("eyJ-secret").toString()).doesNotContain("eyJ");
        assertThat(new AccessToken("eyJ-secret", Instant.EPOCH).toString()).doesNotContain("eyJ");
        assertThatThrownBy(() -> new Assertion("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccessToken("", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN PM ANALYST VIEWER",
        "PM, PM VIEWER",
        "ANALYST, ANALYST VIEWER",
        "VIEWER, VIEWER"
    })
    void rolesIncludeEachOther(Role holder, String includes) {
        var included = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (holder.includes(role)) {
                included.add(role);
            }
        }
        assertThat(included).extracting(Role::name).containsExactlyInAnyOrder(includes.split(" "));
    }

    @ParameterizedTest
    @EnumSource(ActAs.class)
    void actAsReadsWhatItWrites(ActAs as) {
        assertThat(ActAs.parse(as.wire())).contains(as);
        assertThat(ActAs.parse(as.name() + "x")).isEmpty();
    }

    @Test
    void scopeNamesExactlyOne() {
        assertThatThrownBy(() -> new Scope("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scope("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyChallengeIsNone() {
        assertThatThrownBy(() -> new ClaimsChallenge(""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusalsGrowWithoutChanging() {
        var plain = Refusal.of(RefusalCode.ROLE_REQUIRED, "Required roles: [Admin]");
        var named = plain.with("roles", "Admin").with(new ClaimsChallenge("{}"));
        assertThat(plain.extras()).isEmpty();
        assertThat(named.extras()).isEqualTo(Map.of("roles", "Admin"));
        assertThat(named.challenge()).isEqualTo(Optional.of(new ClaimsChallenge("{}")));
    }

    @Test
    void everyRefusalCodeHasAStableNameAndARemedy() {
        assertThat(RefusalCode.values())
                .allSatisfy(
                        code -> {
                            assertThat(code.wire()).matches("[a-z_]+");
                            assertThat(code.remedy()).endsWith(".");
                        });
        assertThat(RefusalCode.AUTHENTICATION_REQUIRED.wire()).isEqualTo("authentication_required");
    }

    @Test
    void groupsAreCopied() {
        var ids = new HashSet<>(Set.of("a"));
        var groups = new Groups.Listed(ids);
        ids.add("b");
        assertThat(groups.ids()).containsExactly("a");
        assertThat(Groups.NONE).isNotEqualTo(new Groups.Overage());
    }
}
