package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.world.ManagedIdentity;
import dev.gatehouse.emulator.world.Subscription;
import dev.gatehouse.emulator.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What ARM knows besides the world: resources, deny assignments, the management groups above
 * subscriptions, tags, and the activity log. Each call is atomic; lists are snapshots.
 */
public final class ArmState {
    private final World world;
    private final ActivityLog activity = new ActivityLog();
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final Map<String, ManagementGroup> managementGroups = new ConcurrentHashMap<>();
    private final Map<String, List<Scope>> above = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    private final Map<UUID, Authorship> authorship = new ConcurrentHashMap<>();
    private final Set<UUID> operations = ConcurrentHashMap.newKeySet();

    /** Starts with the world's user-assigned identities as the only resources. */
    public ArmState(World world) {
        this.world = world;
        for (ManagedIdentity identity : world.managedIdentities()) {
            identity.resourceId().ifPresent(id -> add(resource(identity, id)));
        }
    }

    private static Resource resource(ManagedIdentity identity, String id) {
        return new Resource(
                new Scope(id),
                "Microsoft.ManagedIdentity/userAssignedIdentities",
                "westeurope",
                Map.of(
                        "properties",
                        Map.of(
                                "tenantId",
                                identity.tenant(),
                                "principalId",
                                identity.principalId(),
                                "clientId",
                                identity.clientId())));
    }

    /** Adds or replaces a resource. */
    public void add(Resource resource) {
        resources.put(resource.id().key(), resource);
    }

    /** Removes a resource, if it is there. */
    public void remove(Resource resource) {
        resources.remove(resource.id().key());
    }

    /** The resource of that id. */
    public Optional<Resource> resource(Scope id) {
        return Optional.ofNullable(resources.get(id.key()));
    }

    /** The resources in a subscription or resource group, by id. */
    public List<Resource> resources(Scope within) {
        return resources.values().stream()
                .filter(resource -> within.contains(resource.id()))
                .sorted(Comparator.comparing(resource -> resource.id().key()))
                .toList();
    }

    /** Adds a deny assignment. ARM's clients can only read them. */
    public void add(Denial denial) {
        denials.add(denial);
    }

    /** Removes all deny assignments. */
    public void removeDenials() {
        denials.clear();
    }

    /** All deny assignments. */
    public List<Denial> denials() {
        return List.copyOf(denials);
    }

    /** Puts a subscription under management groups, named from the nearest to the farthest. */
    public void place(Subscription subscription, List<String> managementGroups) {
        above.put(
                subscription.id().toString(),
                managementGroups.stream().map(Scope::managementGroup).toList());
    }

    /** Adds a management group, which lies under those that it names. */
    public void add(ManagementGroup group) {
        managementGroups.put(group.name().toLowerCase(Locale.ROOT), group);
        above.put(
                group.name().toLowerCase(Locale.ROOT),
                group.above().stream().map(Scope::managementGroup).toList());
    }

    /** All management groups, by name. */
    List<ManagementGroup> managementGroups() {
        return managementGroups.values().stream()
                .sorted(Comparator.comparing(ManagementGroup::name))
                .toList();
    }

    /** The management groups above a subscription or group, the nearest first. */
    List<Scope> above(String subscriptionOrGroup) {
        return above.getOrDefault(subscriptionOrGroup, List.of());
    }

    /** The rules for a tenant's callers, as of now. */
    public Rbac rbac(UUID tenant) {
        return new Rbac(BuiltInRoles::find, grants(tenant), denials(), this::above);
    }

    /** The tenant's role assignments, by scope. */
    List<Grant> grants(UUID tenant) {
        return world.roleAssignments().stream()
                .map(
                        assignment ->
                                new Grant(
                                        assignment.name().toString(),
                                        assignment.principal().toString(),
                                        assignment.principalType(),
                                        assignment.role().toString(),
                                        new Scope(assignment.scope())))
                .filter(grant -> belongs(grant, tenant))
                .toList();
    }

    /** Where a grant is above subscriptions, its principal tells the tenant. */
    private boolean belongs(Grant grant, UUID tenant) {
        Optional<UUID> home =
                grant.scope().subscription().isPresent()
                        ? grant.scope()
                                .subscription()
                                .flatMap(Guids::parse)
                                .flatMap(world::subscription)
                                .map(Subscription::tenant)
                        : principalTenant(UUID.fromString(grant.principalId()));
        return home.filter(tenant::equals).isPresent();
    }

    /** The tenant that a person, group, service principal or managed identity is in. */
    Optional<UUID> principalTenant(UUID principal) {
        return world.person(principal)
                .map(person -> person.tenant())
                .or(() -> world.group(principal).map(group -> group.tenant()))
                .or(() -> world.managedIdentity(principal).map(identity -> identity.tenant()))
                .or(() -> world.servicePrincipal(principal).map(service -> service.tenant()));
    }

    /** The activity log of all subscriptions. */
    public ActivityLog activity() {
        return activity;
    }

    Map<String, String> tags(Scope scope) {
        return tags.getOrDefault(scope.key(), Map.of());
    }

    void tag(Scope scope, Map<String, String> newTags) {
        tags.put(scope.key(), Map.copyOf(newTags));
    }

    void untag(Scope scope) {
        tags.remove(scope.key());
    }

    /** Who wrote a role assignment; empty for those of the seed. */
    Optional<Authorship> authorship(UUID assignment) {
        return Optional.ofNullable(authorship.get(assignment));
    }

    void written(UUID assignment, Authorship by) {
        authorship.put(assignment, by);
    }

    /** A finished operation, for clients that poll for its end. */
    UUID finished() {
        UUID operation = UUID.randomUUID();
        operations.add(operation);
        return operation;
    }

    boolean isFinished(UUID operation) {
        return operations.contains(operation);
    }

    /** By whom and when something was written. */
    record Authorship(UUID by, java.time.Instant at) {}
}
