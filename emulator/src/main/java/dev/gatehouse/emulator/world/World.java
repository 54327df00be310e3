package dev.gatehouse.emulator.world;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The state of all services. Each call is atomic; lists are snapshots in a stable order. */
public final class World {
    private final WorldClock clock;
    private final Map<UUID, Tenant> tenants = new ConcurrentHashMap<>();
    private final Map<UUID, Person> people = new ConcurrentHashMap<>();
    private final Map<UUID, Group> groups = new ConcurrentHashMap<>();
    private final Map<UUID, AppRegistration> apps = new ConcurrentHashMap<>();
    private final Map<UUID, ServicePrincipal> principals = new ConcurrentHashMap<>();
    private final Map<UUID, ManagedIdentity> identities = new ConcurrentHashMap<>();
    private final Map<UUID, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<String, ResourceGroup> resourceGroups = new ConcurrentHashMap<>();
    private final Map<UUID, RoleAssignment> roleAssignments = new ConcurrentHashMap<>();
    private final Set<AppRoleAssignment> appRoles = ConcurrentHashMap.newKeySet();
    private final Map<UUID, DelegatedGrant> grants = new ConcurrentHashMap<>();

    /** An empty world. */
    public World(WorldClock clock) {
        this.clock = clock;
    }

    /** The one clock. */
    public WorldClock clock() {
        return clock;
    }

    /** Adds a tenant. */
    public void add(Tenant tenant) {
        tenants.put(tenant.id(), tenant);
    }

    /** Adds or replaces a person. */
    public void add(Person person) {
        people.put(person.id(), person);
    }

    /** Adds a group. */
    public void add(Group group) {
        groups.put(group.id(), group);
    }

    /** Adds or replaces an application. */
    public void add(AppRegistration app) {
        apps.put(app.clientId(), app);
    }

    /** Adds a service principal. */
    public void add(ServicePrincipal principal) {
        principals.put(principal.id(), principal);
    }

    /** Adds a managed identity. */
    public void add(ManagedIdentity identity) {
        identities.put(identity.principalId(), identity);
    }

    /** Adds a subscription. */
    public void add(Subscription subscription) {
        subscriptions.put(subscription.id(), subscription);
    }

    /** Adds or replaces a resource group. */
    public void add(ResourceGroup group) {
        resourceGroups.put(group.scope().toLowerCase(Locale.ROOT), group);
    }

    /** Removes a resource group, if it is there. */
    public void remove(ResourceGroup group) {
        resourceGroups.remove(group.scope().toLowerCase(Locale.ROOT));
    }

    /** Adds or replaces a role assignment. */
    public void add(RoleAssignment assignment) {
        roleAssignments.put(assignment.name(), assignment);
    }

    /** Removes a role assignment, if it is there. */
    public void remove(RoleAssignment assignment) {
        roleAssignments.remove(assignment.name());
    }

    /** Gives an app role. */
    public void add(AppRoleAssignment assignment) {
        appRoles.add(assignment);
    }

    /** Takes an app role away, if it was given. */
    public void remove(AppRoleAssignment assignment) {
        appRoles.remove(assignment);
    }

    /** Consents for a whole tenant, to all that the API exposes now. */
    public void add(Consent consent) {
        grant(consent, app(consent.resource()).map(AppRegistration::scopes).orElse(Set.of()));
    }

    /** Consents for a whole tenant, to these scopes and to those consented to before. */
    public synchronized void grant(Consent consent, Set<String> scopes) {
        Set<String> all = new HashSet<>(scopes);
        Optional<DelegatedGrant> before =
                grants.values().stream()
                        .filter(one -> one.concerns(consent) && one.principal().isEmpty())
                        .findFirst();
        before.ifPresent(one -> all.addAll(one.scopes()));
        UUID id =
                before.map(DelegatedGrant::id)
                        .orElseGet(() -> AppRegistration.id("grant", consent.toString()));
        add(
                new DelegatedGrant(
                        id,
                        consent.tenant(),
                        consent.client(),
                        consent.resource(),
                        Optional.empty(),
                        all));
    }

    /** Adds or replaces a grant. */
    public void add(DelegatedGrant grant) {
        grants.put(grant.id(), grant);
    }

    /** Removes a grant, if it is there. */
    public void remove(DelegatedGrant grant) {
        grants.remove(grant.id());
    }

    /** Withdraws all grants of a tenant, client and API. */
    public void remove(Consent consent) {
        grants.values().removeIf(grant -> grant.concerns(consent));
    }

    /** Removes an application with all its service principals, grants and app roles. */
    public synchronized void remove(AppRegistration app) {
        apps.remove(app.clientId());
        principals.values().stream()
                .filter(one -> one.clientId().equals(app.clientId()))
                .forEach(this::remove);
        grants.values().removeIf(one -> one.resource().equals(app.clientId()));
        appRoles.removeIf(one -> one.resource().equals(app.clientId()));
    }

    /** Removes a service principal with what was granted to it. */
    public void remove(ServicePrincipal principal) {
        principals.remove(principal.id());
        grants.values()
                .removeIf(
                        one ->
                                one.client().equals(principal.clientId())
                                        && one.tenant().equals(principal.tenant()));
        appRoles.removeIf(one -> one.principal().equals(principal.id()));
    }

    /** All tenants, by name. */
    public List<Tenant> tenants() {
        return sorted(tenants.values(), Comparator.comparing(Tenant::name));
    }

    /** The tenant with an id. */
    public Optional<Tenant> tenant(UUID id) {
        return Optional.ofNullable(tenants.get(id));
    }

    /** The tenant with an id or a verified domain, in any letter case. */
    public Optional<Tenant> tenant(String idOrDomain) {
        return tenants.values().stream()
                .filter(
                        tenant ->
                                tenant.id().toString().equalsIgnoreCase(idOrDomain)
                                        || tenant.domains().stream()
                                                .anyMatch(idOrDomain::equalsIgnoreCase))
                .findFirst();
    }

    /** All people of a tenant, by UPN. */
    public List<Person> people(UUID tenant) {
        return sorted(
                people.values().stream().filter(p -> p.tenant().equals(tenant)).toList(),
                Comparator.comparing(Person::upn));
    }

    /** The person with an object id. */
    public Optional<Person> person(UUID id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The person with a UPN, in any letter case. */
    public Optional<Person> person(String upn) {
        return people.values().stream().filter(p -> p.upn().equalsIgnoreCase(upn)).findFirst();
    }

    /** The group with an object id. */
    public Optional<Group> group(UUID id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** All applications, by name. */
    public List<AppRegistration> apps() {
        return sorted(apps.values(), Comparator.comparing(AppRegistration::name));
    }

    /** The application with a client id. */
    public Optional<AppRegistration> app(UUID clientId) {
        return Optional.ofNullable(apps.get(clientId));
    }

    /** The service principal of an application in a tenant. */
    public Optional<ServicePrincipal> servicePrincipal(UUID clientId, UUID tenant) {
        return principals.values().stream()
                .filter(p -> p.clientId().equals(clientId) && p.tenant().equals(tenant))
                .findFirst();
    }

    /** The service principals of a tenant, by name. */
    public List<ServicePrincipal> servicePrincipals(UUID tenant) {
        return sorted(
                principals.values().stream().filter(p -> p.tenant().equals(tenant)).toList(),
                Comparator.comparing(ServicePrincipal::name)
                        .thenComparing(ServicePrincipal::clientId));
    }

    /** The service principal with an object id. */
    public Optional<ServicePrincipal> servicePrincipal(UUID id) {
        return Optional.ofNullable(principals.get(id));
    }

    /** All managed identities, by name. */
    public List<ManagedIdentity> managedIdentities() {
        return sorted(identities.values(), Comparator.comparing(ManagedIdentity::name));
    }

    /** The managed identity whose service principal has an object id. */
    public Optional<ManagedIdentity> managedIdentity(UUID principalId) {
        return Optional.ofNullable(identities.get(principalId));
    }

    /** All subscriptions, by name. */
    public List<Subscription> subscriptions() {
        return sorted(subscriptions.values(), Comparator.comparing(Subscription::name));
    }

    /** The subscription with an id. */
    public Optional<Subscription> subscription(UUID id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    /** The resource groups of a subscription, by name. */
    public List<ResourceGroup> resourceGroups(UUID subscription) {
        return sorted(
                resourceGroups.values().stream()
                        .filter(group -> group.subscription().equals(subscription))
                        .toList(),
                Comparator.comparing(ResourceGroup::name));
    }

    /** All role assignments, by scope. */
    public List<RoleAssignment> roleAssignments() {
        return sorted(
                roleAssignments.values(),
                Comparator.comparing(RoleAssignment::scope).thenComparing(RoleAssignment::name));
    }

    /** All app role assignments, by principal, resource and role. */
    public List<AppRoleAssignment> appRoles() {
        return sorted(
                appRoles,
                Comparator.comparing(AppRoleAssignment::principal)
                        .thenComparing(AppRoleAssignment::resource)
                        .thenComparing(AppRoleAssignment::role));
    }

    /** Whether a principal holds any app role of {@code resource}, or access without one. */
    public boolean holdsAny(UUID principal, UUID resource) {
        return appRoles.stream()
                .anyMatch(a -> a.principal().equals(principal) && a.resource().equals(resource));
    }

    /** The values of the app roles of {@code resource} that a principal holds. */
    public Set<String> appRoles(UUID principal, UUID resource) {
        return appRoles.stream()
                .filter(a -> a.principal().equals(principal) && a.resource().equals(resource))
                .map(AppRoleAssignment::role)
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All grants, by id. */
    public List<DelegatedGrant> grants() {
        return sorted(grants.values(), Comparator.comparing(DelegatedGrant::id));
    }

    /** The grants that count for a person, between a client and an API. */
    public List<DelegatedGrant> grants(Consent consent, UUID person) {
        return grants.values().stream()
                .filter(grant -> grant.concerns(consent) && grant.serves(person))
                .toList();
    }

    private static <T> List<T> sorted(Collection<T> values, Comparator<T> order) {
        return values.stream().sorted(order).toList();
    }
}
