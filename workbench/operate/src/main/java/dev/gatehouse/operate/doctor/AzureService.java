package dev.gatehouse.operate.doctor;

import dev.gatehouse.operate.rights.AzureRole;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that the platform identity uses with a token of its own audience. */
public enum AzureService {
    /** Azure OpenAI. */
    OPENAI(CheckId.OPENAI, "https://cognitiveservices.azure.com", "2025-09-01", "endpoint"),
    /** Dynamic sessions of Azure Container Apps. */
    SESSION_POOL(
            CheckId.SESSION_POOL,
            "https://dynamicsessions.io",
            "2025-07-01",
            "poolManagementEndpoint");

    private static final Pattern POOL =
            Pattern.compile(
                    "https://[^/]+(/subscriptions/[^/]+/resourceGroups/[^/]+)/sessionPools/([^/]+)/?");

    private final CheckId check;
    private final String audience;
    private final String apiVersion;
    private final String property;

    AzureService(CheckId check, String audience, String apiVersion, String property) {
        this.check = check;
        this.audience = audience;
        this.apiVersion = apiVersion;
        this.property = property;
    }

    CheckId check() {
        return check;
    }

    /** What its tokens are for. */
    public String audience() {
        return audience;
    }

    /** Any of these roles does; the narrowest is first. */
    List<AzureRole> accepted() {
        return switch (this) {
            case OPENAI -> List.of(AzureRole.OPENAI_USER, AzureRole.COGNITIVE_SERVICES_USER);
            case SESSION_POOL -> List.of(AzureRole.SESSION_EXECUTOR);
        };
    }

    AzureRole recommended() {
        return accepted().getFirst();
    }

    String apiVersion() {
        return apiVersion;
    }

    /** Where a resource tells its address. */
    String property() {
        return property;
    }

    /** What a user sees while the role is missing. */
    String symptom() {
        return switch (this) {
            case OPENAI -> "Azure OpenAI answers 401 or 403";
            case SESSION_POOL -> "The session pool answers 401 or 403";
        };
    }

    /** The resource id that a target is or tells. */
    Optional<String> resourceOf(String target) {
        if (target.startsWith("/")) {
            return Optional.of(target);
        }
        Matcher pool = POOL.matcher(target);
        return this == SESSION_POOL && pool.matches()
                ? Optional.of(
                        pool.group(1) + "/providers/Microsoft.App/sessionPools/" + pool.group(2))
                : Optional.empty();
    }

    /** A read that needs the token and changes nothing. */
    URI question(URI address) {
        String base = address.toString().replaceAll("/+$", "");
        return URI.create(
                switch (this) {
                    case OPENAI -> base + "/openai/v1/models";
                    case SESSION_POOL -> base + "/metadata?api-version=2025-10-02-preview";
                });
    }

    /** A shell word that finds the resource's id. */
    String lookUp(URI address) {
        String kind =
                switch (this) {
                    case OPENAI -> "Microsoft.CognitiveServices/accounts";
                    case SESSION_POOL -> "Microsoft.App/sessionPools";
                };
        return "\"$(az resource list --resource-type "
                + kind
                + " --query \"[?starts_with('"
                + address.getHost()
                + "', name)].id\" --output tsv)\"";
    }
}
