package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDocumentTest {
    @Test
    void keepsEachKeysOwnIssuer() throws IOException {
        var keys = KeyDocument.parse(TestKeys.document("k1", "k2"));

        assertThat(keys).containsOnlyKeys("k1", "k2");
        assertThat(keys.values())
                .allSatisfy(
                        it -> {
                            assertThat(it.issuer()).contains(TestKeys.ISSUER);
                            assertThat(it.key().getModulus().bitLength()).isEqualTo(2048);
                        });
    }

    @Test
    void passesOverKeysThatAreShortOrForEncryptionOrNotRsa() throws IOException {
        var keys =
                KeyDocument.parse(
                        "{\"keys\":["
                                + TestKeys.entry("good", 2048, KeyUse.SIGNATURE)
                                + ","
                                + TestKeys.entry("short", 1024, KeyUse.SIGNATURE)
                                + ","
                                + TestKeys.entry("enc", 2048, KeyUse.ENCRYPTION)
                                + ",{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAA\"}]}");

        assertThat(keys).containsOnlyKeys("good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\"}]}",
                "<html>Sign in to the network</html>",
            })
    void refusesADocumentWithoutUsableKeys(String text) {
        assertThatThrownBy(() -> KeyDocument.parse(text)).isInstanceOf(IOException.class);
    }
}
