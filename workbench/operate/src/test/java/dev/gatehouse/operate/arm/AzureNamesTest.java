package dev.gatehouse.operate.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureNamesTest {
    @Test
    void takesTheNamesOfTheEstate() {
        assertThat(AzureNames.isGuid("50000000-0000-4000-8000-000000000001")).isTrue();
        assertThat(AzureNames.isGroup("rg-shop")).isTrue();
        assertThat(AzureNames.isGroup("Gruppe_(büro).1")).isTrue();
        assertThat(AzureNames.isGroup("a".repeat(90))).isTrue();
        assertThat(AzureNames.isStorage("stshop001")).isTrue();
        assertThat(AzureNames.isRegistry("acrshop")).isTrue();
        assertThat(AzureNames.isCluster("aks-shop")).isTrue();
        assertThat(AzureNames.isRepository("shop/web")).isTrue();
        assertThat(AzureNames.isTag("2026-11")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a.", "a/b", "a b", "a\"b", "a$b", "a`b", "a;b", "a%2fb"})
    void refusesGroupsThatAzureDoesNotTake(String name) {
        assertThat(AzureNames.isGroup(name)).isFalse();
    }

    @Test
    void refusesNamesOfAnotherLengthOrAlphabet() {
        assertThat(AzureNames.isGuid("50000000000040008000000000000001")).isFalse();
        assertThat(AzureNames.isGroup("a".repeat(91))).isFalse();
        assertThat(AzureNames.isStorage("St1")).isFalse();
        assertThat(AzureNames.isStorage("st")).isFalse();
        assertThat(AzureNames.isStorage("a".repeat(25))).isFalse();
        assertThat(AzureNames.isRegistry("acr1")).isFalse();
        assertThat(AzureNames.isRegistry("acr-shop")).isFalse();
        assertThat(AzureNames.isCluster("-aks")).isFalse();
        assertThat(AzureNames.isCluster("a".repeat(64))).isFalse();
        assertThat(AzureNames.isRepository("../x")).isFalse();
        assertThat(AzureNames.isRepository("Shop")).isFalse();
        assertThat(AzureNames.isRepository("a".repeat(257))).isFalse();
        assertThat(AzureNames.isTag(".x")).isFalse();
        assertThat(AzureNames.isTag("a/b")).isFalse();
    }
}
