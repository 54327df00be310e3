package dev.gatehouse.operate.doctor;

import java.util.List;
import java.util.Set;

/** Whether the tenant publishes keys by which tokens are verified. */
public record KeysCheck(Authority entra, String tenant) implements Check {
    @Override
    public CheckId id() {
        return CheckId.KEYS;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.METADATA);
    }

    @Override
    public List<Finding> examine() {
        int keys = entra.signingKeys(tenant);
        return List.of(
                keys > 0
                        ? Finding.ok(id(), "The tenant publishes " + keys + " signing keys.")
                        : Finding.fail(
                                id(),
                                "The tenant publishes no signing key; no token can be verified.",
                                Advice.of(
                                        "Something between here and Entra rewrites its answers;"
                                                + " look at the proxy.")));
    }
}
