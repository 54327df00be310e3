package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Handler;
import dev.gatehouse.emulator.web.MalformedRequest;
import dev.gatehouse.emulator.web.Origins;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Azure Resource Manager. Each call: an api-version, a token for ARM, the subscription's tenant,
 * the caller's rights, in this order.
 */
public final class ArmApi implements Handler {
    /** How many subscriptions ARM puts on a page. */
    public static final int PAGE_SIZE = 100;

    private static final Pattern API_VERSION =
            Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(-[A-Za-z]+)?");

    private final World world;
    private final AccessTokens tokens;
    private final ArmState state;
    private final ArmAuthentication authentication;
    private final CloudMetadata metadata;
    private final Discovery discovery;
    private final ResourceGroups groups = new ResourceGroups();
    private final Resources resources = new Resources();
    private final AccessControl access = new AccessControl();
    private final ActivityApi activity = new ActivityApi();
    private final WorkloadApi workloads = new WorkloadApi();
    private final ResourceProviders registrations = new ResourceProviders();
    private final ManagementGroups managementGroups = new ManagementGroups();

    private ArmApi(
            World world, AccessTokens tokens, Origins origins, ArmState state, int pageSize) {
        this.world = world;
        this.tokens = tokens;
        this.state = state;
        this.authentication = new ArmAuthentication(tokens, world.clock());
        this.metadata = new CloudMetadata(origins);
        this.discovery = new Discovery(pageSize);
    }

    /**
     * ARM over a world.
     *
     * @param pageSize how many subscriptions a page has, at least 1; {@link #PAGE_SIZE} as in Azure
     */
    public static ArmApi routes(
            World world, AccessTokens tokens, Origins origins, ArmState state, int pageSize) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page has at least one item");
        }
        return new ArmApi(world, tokens, origins, state, pageSize);
    }

    /** Whether a path is ARM's, on an origin that ARM shares with other services. */
    public static boolean owns(List<String> segments) {
        if (segments.isEmpty()) {
            return false;
        }
        return switch (lower(segments.getFirst())) {
            case "subscriptions", "tenants", "providers" -> true;
            case "metadata" -> segments.size() == 2 && lower(segments.get(1)).equals("endpoints");
            default -> false;
        };
    }

    @Override
    public Response handle(Request request) {
        UUID correlation =
                request.header("x-ms-correlation-request-id")
                        .flatMap(Guids::parse)
                        .orElseGet(UUID::randomUUID);
        Response answer;
        try {
            answer = answer(request, correlation);
        } catch (MalformedRequest e) {
            answer =
                    ArmError.of(
                            e.status(), "InvalidRequestContent", String.valueOf(e.getMessage()));
        }
        return ArmHeaders.add(request, correlation, answer);
    }

    private Response answer(Request request, UUID correlation) {
        List<String> path = request.segments();
        Optional<String> version = request.query("api-version").filter(v -> !v.isBlank());
        if (version.isEmpty()) {
            return ArmError.missingApiVersion();
        }
        if (!API_VERSION.matcher(version.get()).matches()) {
            return ArmError.invalidApiVersion(version.get());
        }
        if (path.size() == 2 && owns(path) && lower(path.getFirst()).equals("metadata")) {
            return request.method().equals("GET")
                    ? metadata.endpoints(version.get())
                    : ArmError.notFound();
        }
        Optional<Subscription> subscription = named(path);
        return switch (authentication.authenticate(request, subscription)) {
            case ArmAuthentication.Result.Unknown(Response refused) -> refused;
            case ArmAuthentication.Result.Known(Caller caller) -> {
                String issuer = tokens.issuerV1(caller.tenant());
                ArmCall call = new ArmCall(world, state, request, caller, correlation, issuer);
                yield dispatch(call, path, subscription).by(caller);
            }
        };
    }

    private Optional<Subscription> named(List<String> path) {
        return path.size() > 1 && lower(path.getFirst()).equals("subscriptions")
                ? Guids.parse(path.get(1)).flatMap(world::subscription)
                : Optional.empty();
    }

    private Response dispatch(
            ArmCall call, List<String> path, Optional<Subscription> subscription) {
        boolean inSubscription = path.size() > 1 && lower(path.getFirst()).equals("subscriptions");
        if (inSubscription && subscription.isEmpty()) {
            return Guids.parse(path.get(1)).isPresent()
                    ? ArmError.subscriptionNotFound(path.get(1))
                    : ArmError.invalidSubscription(path.get(1));
        }
        int extension = extension(path, "microsoft.authorization");
        if (extension >= 0) {
            return authorization(call, path, extension, subscription);
        }
        if (inSubscription) {
            return inSubscription(call, path, subscription.orElseThrow());
        }
        if (call.is("GET") && above(path)) {
            return path.size() == 3
                    ? managementGroups.list(call)
                    : managementGroups.one(call, path.get(3));
        }
        if (!call.is("GET") || path.size() != 1) {
            return ArmError.notFound();
        }
        return switch (lower(path.getFirst())) {
            case "tenants" -> discovery.tenants(call);
            case "subscriptions" -> discovery.subscriptions(call);
            default -> ArmError.notFound();
        };
    }

    private Response inSubscription(ArmCall call, List<String> path, Subscription subscription) {
        List<String> rest = path.subList(2, path.size());
        String kind = rest.isEmpty() ? "" : lower(rest.getFirst());
        if (kind.equals("resourcegroups") && rest.size() == 2) {
            return groups.one(call, subscription, rest.get(1));
        }
        Optional<Response> workload = workloads.answer(call, subscription, path);
        if (workload.isPresent()) {
            return workload.get();
        }
        if (!call.is("GET")) {
            return ArmError.notFound();
        }
        if (kind.equals("providers")
                && String.join("/", rest)
                        .equalsIgnoreCase(
                                "providers/Microsoft.Insights/eventtypes/management/values")) {
            return activity.list(call, subscription);
        }
        if (kind.equals("resourcegroups") && rest.size() == 3) {
            return lower(rest.get(2)).equals("resources")
                    ? inGroup(call, subscription, rest.get(1))
                    : ArmError.notFound();
        }
        if (kind.equals("resourcegroups") && rest.size() == 6) {
            return lower(rest.get(2)).equals("providers")
                    ? resources.one(call, subscription, path)
                    : ArmError.notFound();
        }
        if (kind.equals("operationresults") && rest.size() == 2) {
            boolean known = Guids.parse(rest.get(1)).filter(state::isFinished).isPresent();
            return known ? Response.empty(200) : ArmError.notFound();
        }
        if (kind.equals("providers") && rest.size() < 3) {
            return registrations.answer(
                    call,
                    subscription,
                    rest.size() == 2 ? Optional.of(rest.get(1)) : Optional.empty());
        }
        if (rest.size() > 1) {
            return ArmError.notFound();
        }
        return switch (kind) {
            case "" -> discovery.subscription(call, subscription);
            case "locations" -> discovery.locations(call, subscription);
            case "resourcegroups" -> groups.list(call, subscription);
            case "resources" -> resources.list(call, new Scope(subscription.scope()));
            default -> ArmError.notFound();
        };
    }

    private Response inGroup(ArmCall call, Subscription subscription, String group) {
        return ResourceGroups.find(call, subscription.id(), group)
                .map(found -> resources.list(call, new Scope(found.scope())))
                .orElseGet(() -> ArmError.groupNotFound(group));
    }

    private Response authorization(
            ArmCall call, List<String> path, int at, Optional<Subscription> subscription) {
        Scope scope = new Scope(String.join("/", path.subList(0, at)));
        List<String> rest = path.subList(at + 2, path.size());
        if (rest.isEmpty()) {
            return ArmError.notFound();
        }
        Optional<String> above = scope.managementGroup();
        if (above.isPresent() && ManagementGroups.find(call, above.get()).isEmpty()) {
            return ManagementGroups.missing(above.get());
        }
        boolean grouped = subscription.isPresent() && at >= 4;
        if (grouped && ResourceGroups.find(call, subscription.get().id(), path.get(3)).isEmpty()) {
            return ArmError.groupNotFound(path.get(3));
        }
        if (grouped && at > 4 && state.resource(scope).isEmpty()) {
            return at == 8
                    ? ArmError.resourceNotFound(String.join("/", path.subList(5, 8)), path.get(3))
                    : ArmError.notFound();
        }
        return access.handle(call, scope, rest);
    }

    /** Whether a path is {@code /providers/Microsoft.Management/managementGroups[/{name}]}. */
    private static boolean above(List<String> path) {
        return (path.size() == 3 || path.size() == 4)
                && String.join("/", path.subList(0, 3))
                        .equalsIgnoreCase("providers/Microsoft.Management/managementGroups");
    }

    /** Where the last {@code providers/{namespace}} begins; -1 if there is none. */
    private static int extension(List<String> path, String namespace) {
        for (int i = path.size() - 2; i >= 0; i--) {
            if (lower(path.get(i)).equals("providers")
                    && lower(path.get(i + 1)).equals(namespace)) {
                return i;
            }
        }
        return -1;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
