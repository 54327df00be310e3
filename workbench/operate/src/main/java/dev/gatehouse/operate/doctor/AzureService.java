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

    private static final Pattern API = Pattern.compile("/openai(?:/v1)?/*$");
    private static final Pattern DEPLOYMENT =
            Pattern.compile("(?:/openai)?/deployments/([^/]+)/?$");

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

    /** What people call it. */
    String noun() {
        return switch (this) {
            case OPENAI -> "Azure OpenAI account";
            case SESSION_POOL -> "session pool";
        };
    }

    /** The resource id that a target is or tells; of a deployment, that of its account. */
    Optional<String> resourceOf(String target) {
        if (target.startsWith("/")) {
            return Optional.of(before(DEPLOYMENT, target));
        }
        Matcher pool = POOL.matcher(target);
        return this == SESSION_POOL && pool.matches()
                ? Optional.of(
                        pool.group(1) + "/providers/Microsoft.App/sessionPools/" + pool.group(2))
                : Optional.empty();
    }

    /** The deployment that a target of Azure OpenAI names. */
    Optional<String> deploymentOf(String target) {
        Matcher named = DEPLOYMENT.matcher(target);
        return this == OPENAI && named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /** The service's own address, without what it names there; portals show it with the API's. */
    String base(String target) {
        return before(API, before(DEPLOYMENT, target)).replaceAll("/+$", "");
    }

    private String before(Pattern named, String target) {
        return this == OPENAI ? named.matcher(target).replaceFirst("") : target;
    }

    /** A read that needs the token and changes nothing. */
    DataPlane.Question question(String target) {
        return DataPlane.Question.read(
                base(target)
                        + switch (this) {
                            case OPENAI -> "/openai/v1/models";
                            case SESSION_POOL -> "/metadata?api-version=2025-10-02-preview";
                        });
    }

    /** A chat without messages: a deployment that is there answers 400, any other name 404. */
    Optional<DataPlane.Question> aboutDeployment(String target) {
        return deploymentOf(target)
                .map(
                        name ->
                                new DataPlane.Question(
                                        URI.create(
                                                base(target)
                                                        + "/openai/deployments/"
                                                        + name
                                                        + "/chat/completions"
                                                        + "?api-version=2024-10-21"),
                                        Optional.of("{}")));
    }

    /** Lists all that there are, for a shell. */
    String list() {
        return inEverySubscription("'[].id'");
    }

    /** A shell word that finds the resource's id. */
    String lookUp(URI address) {
        return "\"$("
                + inEverySubscription("\"[?starts_with('" + address.getHost() + "', name)].id\"")
                + ")\"";
    }

    /** The command itself looks into one subscription alone, whichever is the default. */
    private String inEverySubscription(String query) {
        return "for s in $(az account list --query '[].id' --output tsv);"
                + " do az resource list --subscription \"$s\" --resource-type "
                + kind()
                + " --query "
                + query
                + " --output tsv; done";
    }

    /**
     * Lists an account's deployments, for a shell.
     *
     * @param account its id as a shell word
     */
    String deployments(String account) {
        return "az rest --method get --url "
                + account
                + "'/deployments?api-version="
                + apiVersion
                + "' --query 'value[].name' --output tsv";
    }

    private String kind() {
        return switch (this) {
            case OPENAI -> "Microsoft.CognitiveServices/accounts";
            case SESSION_POOL -> "Microsoft.App/sessionPools";
        };
    }
}
