package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmPathTest {
    @Test
    void encodesEachSegmentAndParameter() {
        var path =
                ArmPath.of("/subscriptions/1/resourceGroups/rg ?#%2f", "2022-12-01")
                        .with("$filter", "name eq 'a&b'");

        assertThat(path.target())
                .isEqualTo(
                        "/subscriptions/1/resourceGroups/rg%20%3F%23%252f?api-version=2022-12-01"
                                + "&%24filter=name%20eq%20%27a%26b%27");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"subscriptions", "//other.example/x", "/a//b", "/a/../b", "/a/./b", "/a/"})
    void refusesPathsThatCouldLeadElsewhere(String path) {
        assertThatThrownBy(() -> ArmPath.of(path, "2022-12-01"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
