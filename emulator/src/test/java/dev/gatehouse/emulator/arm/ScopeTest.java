package dev.gatehouse.emulator.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void slashesAreNormalised() {
        assertThat(new Scope("//subscriptions/s//resourceGroups/g/").id())
                .isEqualTo("/subscriptions/s/resourceGroups/g");
        assertThat(new Scope("").id()).isEqualTo("/");
        assertThat(new Scope("/").same(Scope.ROOT)).isTrue();
    }

    @Test
    void containsBySegmentAndNotByPrefix() {
        assertThat(Scope.subscription("s").contains(Scope.group("s", "g"))).isTrue();
        assertThat(Scope.subscription("s").contains(Scope.subscription("s2"))).isFalse();
        assertThat(Scope.group("s", "g").contains(Scope.subscription("s"))).isFalse();
    }

    @Test
    void knowsItsSubscription() {
        assertThat(new Scope("/SUBSCRIPTIONS/AB/resourceGroups/g").subscription()).contains("ab");
        assertThat(Scope.subscription("s").subscription()).contains("s");
        assertThat(Scope.managementGroup("m").subscription()).isEmpty();
        assertThat(Scope.ROOT.subscription()).isEmpty();
    }
}
