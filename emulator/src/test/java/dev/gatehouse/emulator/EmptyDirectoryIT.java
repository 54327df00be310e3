package dev.gatehouse.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.emulator.world.Cast;
import org.junit.jupiter.api.Test;

/** A tenant without Gatehouse, for proving that set-up makes all that is needed. */
class EmptyDirectoryIT extends RunningEmulator {
    @Test
    void removesTheTenantsOwnApplications() {
        String ada = client.mint("{\"as\":\"ada\",\"audience\":\"https://graph.microsoft.com\"}");
        String path = "/_emulator/tenants/contoso.com/empty-directory";
        assertThat(client.json("POST", path, "").body()).contains(Cast.GATEHOUSE.toString());
        assertThat(
                        client.token(
                                        "contoso.com",
                                        java.util.Map.of("grant_type", "client_credentials"))
                                .body())
                .contains("AADSTS700016");
        assertThat(client.get("/v1.0/applications", "Authorization", "Bearer " + ada).body())
                .contains("\"value\":[]");
        assertThat(client.json("POST", "/_emulator/token", "{\"as\":\"ada\"}").statusCode())
                .isEqualTo(400);
        assertThat(client.json("POST", path.replace("contoso", "nobody"), "").statusCode())
                .isEqualTo(404);
        assertThat(client.json("POST", path, "").body()).isEqualTo("{\"removed\":[]}");
    }
}
