package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ClientId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the variables that the Azure SDKs read contradict each other or the configuration.
 *
 * @param registration the app registration's id
 * @param identity the user-assigned identity that the configuration names
 * @param environment the process's variables; values are compared, never told
 */
public record EnvironmentCheck(
        ClientId registration, Optional<ClientId> identity, Map<String, String> environment)
        implements Check {
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "prod",
                    "dev",
                    "environmentcredential",
                    "workloadidentitycredential",
                    "managedidentitycredential",
                    "intellijcredential",
                    "azureclicredential",
                    "azurepowershellcredential",
                    "azuredeveloperclicredential",
                    "visualstudiocodecredential");

    public EnvironmentCheck {
        environment = Map.copyOf(environment);
    }

    @Override
    public CheckId id() {
        return CheckId.ENVIRONMENT;
    }

    @Override
    public List<Finding> examine() {
        var found = new ArrayList<Finding>();
        sameIds().ifPresent(found::add);
        twoIdentities().ifPresent(found::add);
        halfPrincipal().ifPresent(found::add);
        chain().ifPresent(found::add);
        return found.isEmpty()
                ? List.of(Finding.ok(id(), "The Azure variables do not contradict each other."))
                : found;
    }

    private Optional<Finding> sameIds() {
        boolean same =
                set("AZURE_CLIENT_ID")
                        .or(() -> identity.map(ClientId::value))
                        .filter(registration.value()::equalsIgnoreCase)
                        .isPresent();
        return same
                ? Optional.of(
                        Finding.fail(
                                        id(),
                                        "It is the registration's id. AZURE_CLIENT_ID names the managed"
                                                + " identity, AZURE_AD_CLIENT_ID the registration.",
                                        Advice.of(
                                                        "Set it to the identity's client id, or unset"
                                                                + " it for the system-assigned one.")
                                                .run("unset AZURE_CLIENT_ID"))
                                .about("AZURE_CLIENT_ID"))
                : Optional.empty();
    }

    private Optional<Finding> twoIdentities() {
        Optional<String> principal =
                set("AZURE_CLIENT_SECRET").isPresent()
                        ? Optional.of("AZURE_CLIENT_SECRET")
                        : set("AZURE_CLIENT_CERTIFICATE_PATH")
                                .map(_ -> "AZURE_CLIENT_CERTIFICATE_PATH");
        Optional<String> platform =
                set("IDENTITY_ENDPOINT").isPresent()
                        ? Optional.of("IDENTITY_ENDPOINT")
                        : set("MSI_ENDPOINT").isPresent()
                                ? Optional.of("MSI_ENDPOINT")
                                : set("AZURE_FEDERATED_TOKEN_FILE")
                                        .map(_ -> "AZURE_FEDERATED_TOKEN_FILE");
        boolean answers = set("AZURE_CLIENT_ID").isPresent() && set("AZURE_TENANT_ID").isPresent();
        return principal.isPresent() && platform.isPresent() && answers
                ? Optional.of(
                        Finding.warn(
                                        id(),
                                        "With "
                                                + platform.get()
                                                + " there are two identities; the service principal"
                                                + " answers, not the platform's.",
                                        Advice.of("Unset the one that is not meant.")
                                                .run("unset " + principal.get()))
                                .about(principal.get()))
                : Optional.empty();
    }

    private Optional<Finding> halfPrincipal() {
        boolean secret = set("AZURE_CLIENT_SECRET").isPresent();
        boolean rest = set("AZURE_CLIENT_ID").isPresent() && set("AZURE_TENANT_ID").isPresent();
        return secret && !rest
                ? Optional.of(
                        Finding.warn(
                                        id(),
                                        "It has no effect without AZURE_CLIENT_ID and"
                                                + " AZURE_TENANT_ID.",
                                        Advice.of("Set those two as well, or unset it.")
                                                .run("unset AZURE_CLIENT_SECRET"))
                                .about("AZURE_CLIENT_SECRET"))
                : Optional.empty();
    }

    private Optional<Finding> chain() {
        return set("AZURE_TOKEN_CREDENTIALS")
                .filter(value -> !CREDENTIALS.contains(value.toLowerCase(Locale.ROOT)))
                .map(
                        _ ->
                                Finding.fail(
                                                id(),
                                                "The Azure SDKs know no such value and refuse to"
                                                        + " start with it.",
                                                Advice.of(
                                                                "Use prod, dev or one credential's"
                                                                        + " name, such as"
                                                                        + " ManagedIdentityCredential.")
                                                        .run("unset AZURE_TOKEN_CREDENTIALS"))
                                        .about("AZURE_TOKEN_CREDENTIALS"));
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(it -> !it.isEmpty());
    }
}
