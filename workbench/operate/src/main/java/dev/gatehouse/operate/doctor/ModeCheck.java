package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.DownstreamMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the downstream mode fits the credential and the admitted tenants.
 *
 * @param credential the kind that is configured
 * @param anyConsented whether tenants are admitted that the configuration does not name
 */
public record ModeCheck(DownstreamMode mode, Optional<String> credential, boolean anyConsented)
        implements Check {
    @Override
    public CheckId id() {
        return CheckId.MODE;
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        found.add(
                switch (mode) {
                    case MANAGED_IDENTITY -> managed();
                    case OBO -> exchanging("Every call goes as the caller.");
                    case OBO_WITH_FALLBACK ->
                            exchanging(
                                    "Calls go as the caller; reads fall back to the platform"
                                            + " identity where consent is missing.");
                });
        if (anyConsented) {
            strangers().ifPresent(found::add);
        }
        return found;
    }

    /**
     * The platform acts for named tenants alone; {@code any-consented} admits others, too. What
     * they meet depends on the mode.
     */
    private Optional<Finding> strangers() {
        Optional<String> meets =
                switch (mode) {
                    case MANAGED_IDENTITY ->
                            Optional.of("is then refused every call to Azure with not_in_tenant");
                    case OBO -> Optional.empty();
                    case OBO_WITH_FALLBACK ->
                            Optional.of("gets no fallback where consent is missing");
                };
        return meets.map(
                it ->
                        Finding.warn(
                                        id(),
                                        "Whoever comes in by any-consented alone signs in and "
                                                + it
                                                + ": in "
                                                + mode.wire()
                                                + " the platform identity acts for the tenants"
                                                + " that are named.",
                                        Advice.of(
                                                "Name them in the place of any-consented"
                                                        + " (entra.tenants: [home, <tenant id>,"
                                                        + " …]), or set downstream.mode to obo,"
                                                        + " where calls go as the caller."))
                                .about("entra.tenants"));
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
