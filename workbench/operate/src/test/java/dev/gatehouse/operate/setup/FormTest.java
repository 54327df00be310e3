package dev.gatehouse.operate.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormTest {
    private static final URI GRAPH = URI.create("https://graph.microsoft.com");
    private static final String CLIENT_ID = "1d000000-0000-4000-8000-000000000001";
    private static final String RESOURCE =
            "/subscriptions/50000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers"
                    + "/Microsoft.ManagedIdentity/userAssignedIdentities/id-gatehouse";
    private static final String EVIL = "Bob's \"$(touch x)\" `id` ${1+1} %{if} \\";

    private static String written(Form form, TestWanted wanted) {
        Wanted built = wanted.build();
        List<Permission> permissions =
                built.delegated().stream()
                        .map(it -> Permission.documented(it).orElseThrow())
                        .toList();
        return form.write(built, permissions, GRAPH);
    }

    private static TestWanted everything() {
        return TestWanted.usual().groups().singlePage().audience(Audience.ANY_TENANT);
    }

    @ParameterizedTest
    @CsvSource({"AZ, registration.sh", "BICEP, registration.bicep", "TERRAFORM, registration.tf"})
    void writesTheTextThatReviewersKnow(Form form, String golden) throws IOException {
        assertThat(written(form, everything().identity(CLIENT_ID))).isEqualTo(read(golden));
    }

    @ParameterizedTest
    @CsvSource({"AZ, by-resource.sh", "BICEP, by-resource.bicep", "TERRAFORM, by-resource.tf"})
    void writesAnIdentityThatIsNamedByItsResource(Form form, String golden) throws IOException {
        assertThat(written(form, TestWanted.usual().identity(RESOURCE))).isEqualTo(read(golden));
    }

    private static String read(String golden) throws IOException {
        try (var file = FormTest.class.getResourceAsStream(golden)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void quotesForTheShell() {
        assertThat(AzScript.quoted("a'b $(c)")).isEqualTo("'a'\\''b $(c)'");
        assertThat(written(Form.AZ, TestWanted.usual().name(EVIL)))
                .contains("Bob'\\''s \\\"$(touch x)\\\" `id` ${1+1} %{if} \\\\");
    }

    @Test
    void quotesForBicep() {
        assertThat(BicepFile.quoted(EVIL))
                .isEqualTo("'Bob\\'s \"$(touch x)\" `id` \\${1+1} %{if} \\\\'");
        assertThat(written(Form.BICEP, TestWanted.usual().name(EVIL)))
                .contains("displayName: " + BicepFile.quoted(EVIL) + "\n");
    }

    @Test
    void quotesForTerraform() {
        assertThat(TerraformFile.quoted(EVIL))
                .isEqualTo("\"Bob's \\\"$(touch x)\\\" `id` $${1+1} %%{if} \\\\\"");
        assertThat(written(Form.TERRAFORM, TestWanted.usual().name(EVIL)))
                .contains("= " + TerraformFile.quoted(EVIL) + "\n");
    }

    @Test
    void knowsTheFormsByTheirNames() {
        assertThat(Form.named("bicep")).contains(Form.BICEP);
        assertThat(Form.named("arm")).isEmpty();
    }
}
