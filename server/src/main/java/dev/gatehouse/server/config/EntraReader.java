package dev.gatehouse.server.config;

import dev.gatehouse.kernel.ClientId;
import dev.gatehouse.kernel.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads {@code entra}. */
final class EntraReader {
    private static final URI NOWHERE = URI.create("https://invalid");
    private static final Pattern REGISTRY =
            Pattern.compile("\\.?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final String ID = "a client id (UUID, not all zero)";

    private final Section entra;
    private final NamedFiles files;
    private final Map<String, String> environment;

    EntraReader(Section entra, NamedFiles files, Map<String, String> environment) {
        this.entra = entra;
        this.files = files;
        this.environment = environment;
    }

    EntraConfig read() {
        return new EntraConfig(
                entra.required(
                        "tenant",
                        "the home tenant's id (UUID) or one of its verified domains",
                        HomeTenant::parse,
                        new HomeTenant.ById(new TenantId(new UUID(0, 0)))),
                entra.required("client", ID, EntraReader::client, new ClientId("none")),
                credential(),
                tenants(),
                cloud());
    }

    /** A UUID that is not the all-zero placeholder. */
    static Optional<ClientId> client(String text) {
        return TenantId.parse(text)
                .filter(id -> !id.value().equals(new UUID(0, 0)))
                .map(id -> new ClientId(id.toString()));
    }

    private Optional<CredentialConfig> credential() {
        Section section = entra.below("credential");
        List<String> kinds = Keys.below("entra.credential").stream().filter(section::has).toList();
        if (kinds.size() > 1) {
            entra.problem("credential", String.join(" and ", kinds), "one kind");
        }
        return kinds.stream().findFirst().flatMap(kind -> credential(section, kind));
    }

    private Optional<CredentialConfig> credential(Section section, String kind) {
        return switch (kind) {
            case "secret" -> secret(section);
            case "certificate" ->
                    files.readable(section, "certificate").map(CredentialConfig.Certificate::new);
            case "managed-identity" ->
                    section.optional("managed-identity", "true, or " + ID, EntraReader::identity);
            default -> workload(section);
        };
    }

    private static Optional<CredentialConfig> identity(String text) {
        return text.equals("true")
                ? Optional.of(new CredentialConfig.ManagedIdentity(Optional.empty()))
                : client(text).map(id -> new CredentialConfig.ManagedIdentity(Optional.of(id)));
    }

    private Optional<CredentialConfig> workload(Section section) {
        boolean usual =
                section.given("workload").orElse(null) instanceof Node.Scalar s && s.isTrue();
        if (!usual) {
            return files.readable(section, "workload").map(CredentialConfig.Workload::new);
        }
        String file = environment.getOrDefault("AZURE_FEDERATED_TOKEN_FILE", "");
        if (file.isBlank()) {
            section.problem(
                    "workload", "true without AZURE_FEDERATED_TOKEN_FILE", "the token file's path");
            return Optional.empty();
        }
        section.findings().effective(section.key("workload"), file, section.originOf("workload"));
        return Optional.of(new CredentialConfig.Workload(Path.of(file)));
    }

    private Optional<CredentialConfig> secret(Section section) {
        Node node = section.given("secret").orElseThrow();
        String allowed = "env:NAME, file:path or the secret";
        if (!(node instanceof Node.Scalar scalar) || scalar.text().isBlank()) {
            section.problem("secret", node.sort(), allowed);
            return Optional.empty();
        }
        try {
            SecretRef secret = SecretRef.resolve(scalar.text(), files.base(), environment);
            boolean visible = !(scalar.origin() instanceof Origin.Environment);
            if (secret.isLiteral() && visible) {
                section.warn("secret", "stands in the open; write env:NAME or file:path instead");
            }
            section.findings().effective(section.key("secret"), secret.toString(), scalar.origin());
            return Optional.of(new CredentialConfig.Secret(secret));
        } catch (SecretRef.Unresolved unresolved) {
            section.problem("secret", String.valueOf(unresolved.getMessage()), allowed);
            return Optional.empty();
        }
    }

    private TenantsConfig tenants() {
        Set<String> names =
                entra.set(
                        "tenants",
                        "home, any-consented, or a tenant id (UUID)",
                        text ->
                                text.equals("home") || text.equals("any-consented")
                                        ? Optional.of(text)
                                        : TenantId.parse(text).map(TenantId::toString));
        if (entra.isEmptyList("tenants")) {
            entra.problem(
                    "tenants", "an empty list", "at least one entry, else nobody is admitted");
        }
        var listed = new HashSet<TenantId>();
        names.forEach(name -> TenantId.parse(name).ifPresent(listed::add));
        boolean any = names.contains("any-consented");
        if (any && !listed.isEmpty()) {
            entra.warn(
                    "tenants",
                    "any-consented admits every tenant; a listed id only lets Gatehouse's own"
                            + " identity act for that one");
        }
        return new TenantsConfig(names.contains("home"), any, listed);
    }

    private CloudConfig cloud() {
        if (entra.given("cloud").orElse(null) instanceof Node.Tree) {
            return custom(entra.below("cloud"));
        }
        return entra.required(
                "cloud",
                "public, usgov, china, or a mapping with authority, arm, graph",
                EntraReader::known,
                CloudConfig.Known.PUBLIC);
    }

    private static Optional<CloudConfig> known(String text) {
        for (CloudConfig.Known known : CloudConfig.Known.values()) {
            if (known.wire().equals(text)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private CloudConfig custom(Section cloud) {
        URI authority =
                cloud.required(
                        "authority",
                        "an https origin",
                        text -> Addresses.origin(text).filter(u -> u.getScheme().equals("https")),
                        NOWHERE);
        String web = "an absolute http or https address";
        return new CloudConfig.Custom(
                authority,
                cloud.optional("browser-authority", "an http or https origin", Addresses::origin)
                        .orElse(authority),
                cloud.required("arm", web, Addresses::web, NOWHERE),
                cloud.required("graph", web, Addresses::web, NOWHERE),
                cloud.required("imds", web, Addresses::web, NOWHERE),
                cloud.required("issuer-v1", web, Addresses::web, NOWHERE),
                files.readable(cloud, "ca-file"),
                List.copyOf(
                        cloud.set(
                                "registries",
                                "a host such as localhost, or a suffix such as .azurecr.io",
                                EntraReader::registry)));
    }

    private static Optional<String> registry(String text) {
        return Optional.of(text).filter(host -> REGISTRY.matcher(host).matches());
    }
}
