package dev.gatehouse.entra;

import dev.gatehouse.kernel.ClientId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which workload identity Gatehouse has. Never an interactive one. */
public sealed interface PlatformIdentity {
    /** For people: the kind, and which one of its kind. */
    String describe();

    /** The kind alone, without any id. */
    default String kind() {
        return switch (this) {
            case ManagedIdentity(var client) ->
                    client.isPresent() ? "user-assigned" : "system-assigned";
            case WorkloadIdentity _ -> "workload-identity-federation";
            case SecretPrincipal _, CertificatePrincipal _ -> "service-principal";
            case DeveloperCli _ -> "az-login";
        };
    }

    /**
     * A managed identity, wherever it is served: App Service, Container Apps, Arc or IMDS.
     *
     * @param client the user-assigned identity's client id; empty for the system-assigned one
     */
    record ManagedIdentity(Optional<ClientId> client) implements PlatformIdentity {
        @Override
        public String describe() {
            return client.map(id -> "user-assigned " + id).orElse("system-assigned");
        }
    }

    /**
     * Workload identity federation: a token file of the platform, exchanged at Entra.
     *
     * @param tenant id or domain
     */
    record WorkloadIdentity(String tenant, ClientId client, Path tokenFile)
            implements PlatformIdentity {
        @Override
        public String describe() {
            return "workload identity " + client;
        }
    }

    /**
     * A service principal with a secret.
     *
     * @param tenant id or domain
     */
    record SecretPrincipal(String tenant, ClientId client, ClientCredential.Secret secret)
            implements PlatformIdentity {
        @Override
        public String describe() {
            return "service principal " + client;
        }
    }

    /**
     * A service principal with a certificate.
     *
     * @param tenant id or domain
     */
    record CertificatePrincipal(
            String tenant, ClientId client, ClientCredential.Certificate certificate)
            implements PlatformIdentity {
        @Override
        public String describe() {
            return "service principal " + client;
        }
    }

    /**
     * The developer's own {@code az login}, for local development.
     *
     * @param tenant the only tenant whose tokens are taken: id or domain
     */
    record DeveloperCli(String tenant) implements PlatformIdentity {
        @Override
        public String describe() {
            return "Azure CLI in tenant " + tenant;
        }
    }

    /**
     * The identity that the SDKs' environment variables name, in this order and without probing:
     *
     * <ol>
     *   <li>{@code AZURE_CLIENT_ID} with {@code AZURE_CLIENT_SECRET} or {@code
     *       AZURE_CLIENT_CERTIFICATE_PATH} and {@code AZURE_TENANT_ID}: a service principal;
     *   <li>{@code AZURE_FEDERATED_TOKEN_FILE} with client and tenant: workload identity;
     *   <li>{@code AZURE_CLIENT_ID} alone: that user-assigned managed identity;
     *   <li>{@code AZURE_TENANT_ID} alone, and no sign of a platform: Azure CLI;
     *   <li>else the system-assigned managed identity.
     * </ol>
     *
     * <p>Blank means unset.
     */
    static PlatformIdentity of(Map<String, String> environment) {
        Optional<ClientId> client = set(environment, "AZURE_CLIENT_ID").map(ClientId::new);
        Optional<String> tenant = set(environment, "AZURE_TENANT_ID");
        if (client.isPresent() && tenant.isPresent()) {
            Optional<PlatformIdentity> named = named(environment, tenant.get(), client.get());
            if (named.isPresent()) {
                return named.get();
            }
        }
        return client.isEmpty() && tenant.isPresent() && local(environment)
                ? new DeveloperCli(tenant.get())
                : new ManagedIdentity(client);
    }

    /**
     * The same on a developer's machine: where the variables name no identity and nothing shows a
     * platform, it is the Azure CLI's sign-in; no managed identity is guessed.
     *
     * @return empty for the Azure CLI's sign-in, in a tenant that the caller knows or finds
     */
    static Optional<PlatformIdentity> ofDeveloper(Map<String, String> environment) {
        PlatformIdentity found = of(environment);
        boolean named =
                switch (found) {
                    case ManagedIdentity(var client) -> client.isPresent() || !local(environment);
                    case DeveloperCli _ -> false;
                    case WorkloadIdentity _, SecretPrincipal _, CertificatePrincipal _ -> true;
                };
        return named ? Optional.of(found) : Optional.empty();
    }

    private static boolean local(Map<String, String> environment) {
        return Stream.of(
                        "CONTAINER_APP_NAME",
                        "IDENTITY_ENDPOINT",
                        "MSI_ENDPOINT",
                        "AZURE_FEDERATED_TOKEN_FILE")
                .allMatch(name -> set(environment, name).isEmpty());
    }

    private static Optional<PlatformIdentity> named(
            Map<String, String> environment, String tenant, ClientId client) {
        Optional<PlatformIdentity> secret =
                set(environment, "AZURE_CLIENT_SECRET")
                        .map(ClientCredential.Secret::new)
                        .map(it -> new SecretPrincipal(tenant, client, it));
        Optional<PlatformIdentity> certificate =
                set(environment, "AZURE_CLIENT_CERTIFICATE_PATH")
                        .map(
                                file ->
                                        new ClientCredential.Certificate(
                                                Path.of(file),
                                                set(
                                                        environment,
                                                        "AZURE_CLIENT_CERTIFICATE_PASSWORD")))
                        .map(it -> new CertificatePrincipal(tenant, client, it));
        Optional<PlatformIdentity> workload =
                set(environment, "AZURE_FEDERATED_TOKEN_FILE")
                        .map(file -> new WorkloadIdentity(tenant, client, Path.of(file)));
        return secret.or(() -> certificate).or(() -> workload);
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
    }
}
