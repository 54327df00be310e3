package dev.gatehouse.cli;

import static dev.gatehouse.cli.TaxonomyWords.codes;
import static dev.gatehouse.cli.TaxonomyWords.known;
import static dev.gatehouse.cli.TaxonomyWords.numbers;
import static dev.gatehouse.cli.TaxonomyWords.words;

import dev.gatehouse.cli.TaxonomyRow.Configured;
import dev.gatehouse.cli.TaxonomyRow.Question;
import dev.gatehouse.cli.TaxonomyRow.Seen;
import dev.gatehouse.cli.TaxonomyRow.Way;
import dev.gatehouse.emulator.world.Cast;
import java.util.List;
import java.util.function.Consumer;

/** Every reason for a degraded answer, with the faults that produce it. */
final class Taxonomy {
    private static final String PRODUCTION = Cast.PRODUCTION.toString();
    private static final Question CLUSTER = shop("aks", Seen.CARD, "aks-shop");
    private static final Question CLUSTERS = shop("aks", Seen.CARD);
    private static final Question ACCOUNT = shop("storage", Seen.CARD, "stshop001");
    private static final Question REGISTRY = shop("acr", Seen.CARD, "acrshop");
    private static final Question IMAGES = shop("acr", Seen.IMAGES, "acrshop");

    private Taxonomy() {}

    /** The rows; their order is that of the page. */
    static List<TaxonomyRow> rows() {
        return List.of(
                TaxonomyRow.of("subscriptions_unavailable", "nil", diagnosed(""), Way.asItIs()),
                TaxonomyRow.of(
                        "invisible_subscription", "vic", diagnosed(PRODUCTION), Way.asItIs()),
                TaxonomyRow.of(
                                "subscription_not_found",
                                "ada",
                                in("50000000-0000-4000-8000-0000000000ff"),
                                Way.asItIs())
                        .and(known("aks", "SubscriptionNotFound"))
                        .and(codes("aks", 400, "InvalidSubscriptionId")),
                TaxonomyRow.of(
                                "auth_wrong_tenant",
                                "ada",
                                in(Cast.FABRIKAM_MAIN.toString()),
                                Way.asItIs())
                        .and(known("aks", "InvalidAuthenticationTokenTenant"))
                        .and(codes("aks", 401, "InvalidAuthenticationTokenTenant"))
                        .and(numbers(400, "invalid_grant", "AADSTS50020")),
                TaxonomyRow.of("token_expired", "ada", ACCOUNT)
                        .and(known("storage", "ExpiredAuthenticationToken"))
                        .and(codes("storage", 401, "ExpiredAuthenticationToken"))
                        .and(numbers(400, "invalid_grant", "AADSTS500133")),
                TaxonomyRow.of("mfa_required", "mia", ACCOUNT, Way.asItIs()),
                TaxonomyRow.of("mfa_required", "ada", ACCOUNT)
                        .and(numbers(400, "interaction_required", "AADSTS50076")),
                TaxonomyRow.of("consent_required", "gus", CLUSTERS, Way.asItIs()),
                TaxonomyRow.of("consent_required", "ada", CLUSTERS)
                        .and(numbers(400, "invalid_grant", "AADSTS65001")),
                TaxonomyRow.of("blocked_by_policy", "ada", CLUSTER)
                        .and(numbers(400, "invalid_grant", "AADSTS53003")),
                TaxonomyRow.of("user_required", "robot", CLUSTER, Way.asItIs()),
                TaxonomyRow.of("unauthorized", "ada", CLUSTER)
                        .and(known("aks", "InvalidAuthenticationToken"))
                        .and(codes("aks", 401, "InvalidAuthenticationToken")),
                TaxonomyRow.of("credential_unavailable", "ada", CLUSTER, Way.asItIs())
                        .and(words("identity", 400, "invalid_request"))
                        .at(Configured.WITH_THE_PLATFORM_IDENTITY_GONE),
                TaxonomyRow.of("client_credential_rejected", "ada", CLUSTER, Way.asItIs())
                        .and(numbers(401, "invalid_client", "AADSTS7000222"))
                        .at(Configured.WITH_A_WRONG_SECRET),
                TaxonomyRow.of("forbidden", "nil", ACCOUNT, Way.asItIs()),
                TaxonomyRow.of("forbidden", "ada", ACCOUNT)
                        .and(known("storage", "AuthorizationFailed"))
                        .and(codes("storage", 403, "AuthorizationFailed")),
                TaxonomyRow.of(
                                "deny_assignment",
                                "ada",
                                CLUSTER,
                                Way.of("denied", faults -> faults.deny("*/read")))
                        .and(codes("aks", 403, "DenyAssignmentAuthorizationFailed")),
                TaxonomyRow.of("not_found", "ada", shop("acr", Seen.CARD, "acrgone"), Way.asItIs())
                        .and(known("acr", "ResourceNotFound"))
                        .and(known("acr", "ResourceGroupNotFound"))
                        .and(codes("acr", 404, "ResourceGroupNotFound")),
                TaxonomyRow.of("network_blocked", "ada", IMAGES)
                        .and(
                                afterwards(
                                        TaxonomyFaults::closeRegistry,
                                        codes("acr-data", 403, "DENIED"))),
                TaxonomyRow.of("network_blocked", "ada", ACCOUNT)
                        .and(codes("storage", 403, "PublicAccessNotPermitted")),
                TaxonomyRow.of("firewall_blocked", "ada", IMAGES)
                        .and(
                                afterwards(
                                        TaxonomyFaults::fenceRegistry,
                                        codes("acr-data", 403, "DENIED"))),
                TaxonomyRow.of(
                                "access_denied",
                                "ada",
                                IMAGES,
                                Way.of(
                                        "no pull",
                                        faults ->
                                                faults.deny(
                                                        "Microsoft.ContainerRegistry/registries/pull/read",
                                                        "Microsoft.ContainerRegistry/registries/metadata/read")))
                        .and(codes("acr-data", 401, "UNAUTHORIZED"))
                        .and(codes("acr-data", 403, "DENIED")),
                TaxonomyRow.of("subscription_disabled", "ada", CLUSTER)
                        .and(codes("aks", 409, "ReadOnlyDisabledSubscription"))
                        .and(codes("aks", 403, "DisabledSubscription")),
                TaxonomyRow.of("provider_not_registered", "ada", REGISTRY)
                        .and(codes("acr", 409, "MissingSubscriptionRegistration")),
                TaxonomyRow.of("azure_policy", "ada", ACCOUNT)
                        .and(known("storage", "RequestDisallowedByPolicy"))
                        .and(codes("storage", 403, "RequestDisallowedByPolicy")),
                TaxonomyRow.of("resource_locked", "ada", CLUSTER)
                        .and(known("aks", "ScopeLocked"))
                        .and(codes("aks", 409, "ScopeLocked")),
                TaxonomyRow.of("azure_error", "ada", CLUSTERS)
                        .and(words("aks", 200, "AuthorizationFailed")),
                TaxonomyRow.of(
                        "untrusted_link",
                        "ada",
                        CLUSTERS,
                        Way.of(
                                "another host",
                                faults ->
                                        faults.plant(
                                                "aks",
                                                fault ->
                                                        fault.put(
                                                                "nextLink",
                                                                "https://evil.example/next")))),
                TaxonomyRow.of("identity_provider_unavailable", "ada", CLUSTER)
                        .and(numbers(503, "temporarily_unavailable", "AADSTS90033"))
                        .at(Configured.BEFORE_ENTRA_FALLS),
                TaxonomyRow.of("throttled", "ada", CLUSTER)
                        .and(
                                Way.of(
                                        "for 17 seconds",
                                        faults ->
                                                faults.plant(
                                                        "aks",
                                                        fault ->
                                                                fault.put("code", "TooManyRequests")
                                                                        .put("retryAfter", "17"))))
                        .and(codes("aks", 429, "TooManyRequests"))
                        .and(codes("aks", 429, "SubscriptionRequestsThrottled")),
                TaxonomyRow.of(
                                "timeout",
                                "ada",
                                CLUSTER,
                                Way.of(
                                                "no answer",
                                                faults ->
                                                        faults.plant(
                                                                "aks",
                                                                fault ->
                                                                        fault.put(
                                                                                "latencyMs",
                                                                                12_000)))
                                        .throughTheApiAlone())
                        .and(codes("aks", 504, "GatewayTimeout")),
                TaxonomyRow.of("unreachable", "ada", CLUSTER, Way.asItIs())
                        .at(Configured.BEFORE_NO_AZURE),
                TaxonomyRow.of(
                        "cluster_not_found",
                        "ada",
                        shop("aks", Seen.CARD, "aks-shop", "aks-gone"),
                        Way.asItIs()),
                TaxonomyRow.of(
                        "cluster_stopped",
                        "ann",
                        new Question(
                                "aks",
                                Cast.RESEARCH.toString(),
                                "rg-lab",
                                List.of("aks-lab"),
                                Seen.CLUSTER),
                        Way.asItIs()),
                TaxonomyRow.of("http_409", "ada", CLUSTER)
                        .and(known("aks", "OperationNotAllowed"))
                        .and(codes("aks", 409, "Conflict")),
                TaxonomyRow.of("http_418", "ada", ACCOUNT).and(codes("storage", 418, "Teapot")),
                TaxonomyRow.of("http_500", "ada", REGISTRY)
                        .and(known("acr", "InternalServerError")));
    }

    private static Question shop(String kind, Seen seen, String... names) {
        return new Question(kind, PRODUCTION, "rg-shop", List.of(names), seen);
    }

    private static Question in(String subscription) {
        return new Question("aks", subscription, "rg-shop", List.of("aks-shop"), Seen.CARD);
    }

    private static Question diagnosed(String subscription) {
        return new Question("aks", subscription, "rg-shop", List.of(), Seen.DIAGNOSTICS);
    }

    private static Way[] afterwards(Consumer<TaxonomyFaults> first, Way... ways) {
        return List.of(ways).stream().map(way -> way.after(first)).toArray(Way[]::new);
    }
}
