package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.Masked;
import dev.gatehouse.kernel.Scope;
import java.util.Optional;

/** The person, or the service, as whom repairs in Azure are made. */
public record Approver(PlatformCredential credential, Scope arm) {
    /** Their name, masked; empty if nobody is signed in. */
    public Optional<String> name() {
        try {
            return TokenClaims.of(credential.token(arm)).map(it -> Masked.ids(it.name()));
        } catch (CredentialUnavailable nobody) {
            return Optional.empty();
        }
    }
}
