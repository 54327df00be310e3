package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.DownstreamMode;
import java.util.List;
import java.util.Optional;

/**
 * Whether the downstream mode and the credential fit together.
 *
 * @param credential the kind that is configured
 */
public record ModeCheck(DownstreamMode mode, Optional<String> credential) implements Check {
    @Override
    public CheckId id() {
        return CheckId.MODE;
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                switch (mode) {
                    case MANAGED_IDENTITY -> managed();
                    case OBO -> exchanging("Every call goes as the caller.");
                    case OBO_WITH_FALLBACK ->
                            exchanging(
                                    "Calls go as the caller; reads fall back to the platform"
                                            + " identity where consent is missing.");
                });
    }

    private Finding managed() {
        return credential.isPresent()
                ? Finding.ok(
                        id(),
                        "managed-identity: every call goes as the platform; the credential ("
                                + credential.get()
                                + ") serves sign-in alone.")
                : Finding.ok(id(), "managed-identity: every call goes as the platform.");
    }

    private Finding exchanging(String meaning) {
        return credential.isPresent()
                ? Finding.ok(id(), mode.wire() + ": " + meaning)
                : Finding.fail(
                        id(),
                        mode.wire() + " exchanges tokens, and there is no credential for that.",
                        Advice.of("Set entra.credential, or downstream.mode to managed-identity.")
                                .run("gatehouse setup --apply"));
    }
}
