package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuiltInRolesTest {
    @Test
    void everyRoleHasItsOwnGuidAndName() {
        assertThat(BuiltInRoles.ALL).extracting(RoleDefinition::id).doesNotHaveDuplicates();
        assertThat(BuiltInRoles.ALL).extracting(RoleDefinition::name).doesNotHaveDuplicates();
        assertThat(BuiltInRoles.ALL)
                .allSatisfy(role -> assertThat(UUID.fromString(role.id())).hasToString(role.id()));
    }

    @Test
    void findsByGuidInAnyLetterCase() {
        assertThat(BuiltInRoles.find("ACDD72A7-3385-48EF-BD42-F606FBA81AE7"))
                .contains(BuiltInRoles.READER);
        assertThat(BuiltInRoles.find("00000000-0000-0000-0000-000000000000")).isEmpty();
    }
}
