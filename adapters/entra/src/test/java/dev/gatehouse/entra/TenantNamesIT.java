package dev.gatehouse.entra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.kernel.IdentityProviderUnavailable;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantNamesIT extends EntraFixture {
    @Test
    void saysThatTheConnectionIsRefusedAndWhere() {
        entra.close();

        assertThatThrownBy(() -> new TenantNames(cloud, http).idOf("contoso.com"))
                .isInstanceOf(IdentityProviderUnavailable.class)
                .hasMessageContaining(cloud.authority() + "/contoso.com/v2.0/")
                .hasMessageContaining("the connection is refused");
    }

    @Test
    void namesTheKeyForAnUntrustedCertificate() throws GeneralSecurityException {
        try (var stranger = new EntraHttp(Trust.of(Optional.empty()))) {
            assertThatThrownBy(() -> new TenantNames(cloud, stranger).idOf("contoso.com"))
                    .isInstanceOf(IdentityProviderUnavailable.class)
                    .hasMessageContaining("not trusted")
                    .hasMessageContaining("entra.cloud.ca-file");
        }
    }
}
