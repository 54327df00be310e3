package dev.gatehouse.operate.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reasons that have a name, the worst first: their order is their severity. */
public enum DegradedReason implements Degraded {
    SUBSCRIPTIONS_UNAVAILABLE(
            "No subscriptions",
            Tone.DANGER,
            Kind.AUTH,
            "The sign-in is good, but the list of subscriptions is empty: there is no role on any.",
            "Ask an owner of a subscription to run the command there, then look again in a minute.",
            "Grant the platform identity the Reader role on a subscription."),
    INVISIBLE_SUBSCRIPTION(
            "Subscription hidden",
            Tone.DANGER,
            Kind.AUTH,
            "The chosen subscription is not among those that the identity sees.",
            "Choose another subscription, or ask for the Reader role on this one.",
            "Choose another subscription, or grant the platform identity Reader on this one."),
    SUBSCRIPTION_NOT_FOUND(
            "Unknown subscription",
            Tone.DANGER,
            Kind.AUTH,
            "Azure knows no subscription with this id in the tenant.",
            "Check the subscription id, and that you are signed in to its tenant.",
            "Check the subscription id; it must belong to the platform identity's tenant."),
    AUTH_WRONG_TENANT(
            "Wrong tenant",
            Tone.DANGER,
            Kind.AUTH,
            "The token is from another tenant than the subscription.",
            "Sign in to the tenant that owns the subscription.",
            "Use a platform identity of the tenant that owns the subscription."),
    TOKEN_EXPIRED(
            "Sign-in expired",
            Tone.DANGER,
            Kind.AUTH,
            "The token or the sign-in behind it is over.",
            "Sign in again.",
            "Wait a minute for a new token; if it persists, check the clock of the host."),
    MFA_REQUIRED(
            "More proof needed",
            Tone.DANGER,
            Kind.AUTH,
            "The tenant asks for more proof of who you are, such as multifactor authentication.",
            "Sign in again with the link and give the proof that is asked for.",
            "Exclude the platform identity from the policy; it cannot give such proof."),
    CONSENT_REQUIRED(
            "Consent missing",
            Tone.DANGER,
            Kind.AUTH,
            "Nobody has consented that Gatehouse acts for you in this tenant.",
            "Ask an administrator of your tenant to consent with the link.",
            "Ask an administrator of the tenant to consent."),
    BLOCKED_BY_POLICY(
            "Blocked by policy",
            Tone.DANGER,
            Kind.AUTH,
            "Conditional Access of the tenant blocks this access.",
            "Ask the tenant's administrator which policy blocks you.",
            "Exclude the platform identity from the policy, or meet its conditions."),
    USER_REQUIRED(
            "Needs a person",
            Tone.DANGER,
            Kind.AUTH,
            "An application called where Azure is asked on behalf of a person.",
            "Call with a person's token, or use downstream.mode managed-identity.",
            "Call with a person's token, or use downstream.mode managed-identity."),
    UNAUTHORIZED(
            "Auth required",
            Tone.DANGER,
            Kind.AUTH,
            "Azure or Microsoft Entra ID does not accept the token.",
            "Sign in again.",
            "Check that the platform identity belongs to the cloud and tenant that are asked."),
    CREDENTIAL_UNAVAILABLE(
            "No credential",
            Tone.DANGER,
            Kind.AUTH,
            "The platform identity gives no token.",
            "Tell the operator: the platform identity gives no token.",
            "Assign a managed identity to the host, or set the variables of another identity."),
    CLIENT_CREDENTIAL_REJECTED(
            "Credential rejected",
            Tone.DANGER,
            Kind.AUTH,
            "Microsoft Entra ID does not accept Gatehouse's own registration or credential.",
            "Tell the operator: the client credential of the registration needs renewal.",
            "Renew the client credential of the app registration."),
    FORBIDDEN(
            "No access",
            Tone.WARNING,
            Kind.AUTH,
            "The identity has no role that permits this.",
            "Ask an owner of the scope for the Reader role.",
            "Grant the platform identity the Reader role on the scope."),
    DENY_ASSIGNMENT(
            "Denied",
            Tone.WARNING,
            Kind.AUTH,
            "A deny assignment forbids this, whatever roles there are.",
            "Ask who made the deny assignment, such as a managed application or a blueprint.",
            "Ask who made the deny assignment, such as a managed application or a blueprint."),
    NOT_FOUND(
            "Not found",
            Tone.MUTED,
            Kind.OTHER,
            "There is no such resource, or the identity cannot see it.",
            "Check the names of the resource and its group.",
            "Check the names of the resource and its group."),
    NETWORK_BLOCKED(
            "Network closed",
            Tone.WARNING,
            Kind.OTHER,
            "The resource refuses connections from public networks.",
            "Reach it over its private endpoint, or open its public network access.",
            "Reach it over its private endpoint, or open its public network access."),
    FIREWALL_BLOCKED(
            "Firewall",
            Tone.WARNING,
            Kind.OTHER,
            "The resource's firewall does not admit Gatehouse's address.",
            "Add Gatehouse's outbound address to the firewall rules of the resource.",
            "Add Gatehouse's outbound address to the firewall rules of the resource."),
    ACCESS_DENIED(
            "Data access denied",
            Tone.DANGER,
            Kind.AUTH,
            "The identity may see the resource, but not the data in it.",
            "Ask for a data role, such as AcrPull, on the resource.",
            "Grant the platform identity a data role, such as AcrPull, on the resource."),
    SUBSCRIPTION_DISABLED(
            "Subscription disabled",
            Tone.WARNING,
            Kind.OTHER,
            "The subscription is disabled or read-only.",
            "Ask the account owner to enable the subscription.",
            "Ask the account owner to enable the subscription."),
    PROVIDER_NOT_REGISTERED(
            "Provider missing",
            Tone.WARNING,
            Kind.OTHER,
            "The subscription has not registered the resource provider.",
            "Ask an owner of the subscription to register the provider.",
            "Ask an owner of the subscription to register the provider."),
    AZURE_POLICY(
            "Azure Policy",
            Tone.WARNING,
            Kind.OTHER,
            "A policy of the organization does not permit this resource.",
            "Choose values that the policy permits, or ask who assigned it.",
            "Choose values that the policy permits, or ask who assigned it."),
    RESOURCE_LOCKED(
            "Locked",
            Tone.WARNING,
            Kind.OTHER,
            "A lock on the resource or its group forbids the change.",
            "Remove the lock if the change is meant.",
            "Remove the lock if the change is meant."),
    AZURE_ERROR(
            "Azure error",
            Tone.WARNING,
            Kind.OTHER,
            "Azure answered with something that cannot be used.",
            "Try again; if it persists, look at the service's health in Azure.",
            "Try again; if it persists, look at the service's health in Azure."),
    UNTRUSTED_LINK(
            "Untrusted link",
            Tone.DANGER,
            Kind.OTHER,
            "An answer pointed to a host that Gatehouse sends no token to.",
            "Tell the operator which resource this is.",
            "Name the host in the configuration only if it really belongs to your cloud."),
    IDENTITY_PROVIDER_UNAVAILABLE(
            "Sign-in service away",
            Tone.WARNING,
            Kind.OTHER,
            "Microsoft Entra ID cannot be reached, or answers with an error of its own.",
            "Try again in a moment.",
            "Try again; if it persists, check the way from the host to Microsoft Entra ID."),
    THROTTLED(
            "Throttled",
            Tone.WARNING,
            Kind.OTHER,
            "Azure limits the number of requests.",
            "Wait for the time that the answer names, and ask less often.",
            "Wait for the time that the answer names, and ask less often."),
    TIMEOUT(
            "Too slow",
            Tone.WARNING,
            Kind.OTHER,
            "Azure did not answer in time.",
            "Try again in a moment.",
            "Try again in a moment."),
    UNREACHABLE(
            "Unreachable",
            Tone.WARNING,
            Kind.OTHER,
            "There is no connection to the service.",
            "Try again; if it persists, ask the operator about the network.",
            "Check the name resolution and the network between the host and Azure."),
    CLUSTER_NOT_FOUND(
            "Cluster not found",
            Tone.WARNING,
            Kind.OTHER,
            "Some of the named clusters are not in the group.",
            "Check the clusters' names.",
            "Check the clusters' names."),
    CLUSTER_STOPPED(
            "Stopped",
            Tone.WARNING,
            Kind.OTHER,
            "The cluster is stopped.",
            "Start the cluster.",
            "Start the cluster.");

    private enum Kind {
        AUTH,
        OTHER
    }

    private static final List<DegradedReason> BY_SEVERITY = List.of(values());

    private final String label;
    private final Tone tone;
    private final Kind kind;
    private final String cause;
    private final String remedy;
    private final String platformRemedy;

    DegradedReason(
            String label,
            Tone tone,
            Kind kind,
            String cause,
            String remedy,
            String platformRemedy) {
        this.label = label;
        this.tone = tone;
        this.kind = kind;
        this.cause = cause;
        this.remedy = remedy;
        this.platformRemedy = platformRemedy;
    }

    /** The reason with this code; empty for {@code http_<status>} and whatever is no code. */
    public static Optional<DegradedReason> byCode(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Tone tone() {
        return tone;
    }

    @Override
    public String cause() {
        return cause;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public String platformRemedy() {
        return platformRemedy;
    }

    @Override
    public boolean authIssue() {
        return kind == Kind.AUTH;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the order of the values is the order of severity
    public int severity() {
        return BY_SEVERITY.indexOf(this);
    }
}
