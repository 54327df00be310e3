// Generated from dev.gatehouse.operate.monitor.DegradedReason: do not edit.
// A test of workbench/operate fails while this file differs from the type.

/** A reason that has a name. */
export type DegradedReason =
  | "subscriptions_unavailable"
  | "invisible_subscription"
  | "subscription_not_found"
  | "auth_wrong_tenant"
  | "token_expired"
  | "mfa_required"
  | "consent_required"
  | "blocked_by_policy"
  | "user_required"
  | "unauthorized"
  | "credential_unavailable"
  | "client_credential_rejected"
  | "forbidden"
  | "deny_assignment"
  | "not_found"
  | "network_blocked"
  | "firewall_blocked"
  | "access_denied"
  | "subscription_disabled"
  | "provider_not_registered"
  | "azure_policy"
  | "resource_locked"
  | "azure_error"
  | "untrusted_link"
  | "identity_provider_unavailable"
  | "throttled"
  | "timeout"
  | "unreachable"
  | "cluster_not_found"
  | "cluster_stopped";

/** `degraded_reason` of an answer. */
export type DegradedCode = DegradedReason | `http_${number}`;

export type DegradedTone = "danger" | "warning" | "muted";

export interface DegradedText {
  readonly label: string;
  readonly tone: DegradedTone;
  readonly authIssue: boolean;
  readonly severity: number;
  readonly cause: string;
  readonly remedy: string;
  readonly platformRemedy: string;
}

export const DEGRADED: Readonly<Record<DegradedReason, DegradedText>> = {
  subscriptions_unavailable: {
    label: "No subscriptions",
    tone: "danger",
    authIssue: true,
    severity: 0,
    cause: "The sign-in is good, but the list of subscriptions is empty: there is no role on any.",
    remedy: "Ask an owner of a subscription to run the command there, then look again in a minute.",
    platformRemedy: "Grant the platform identity the Reader role on a subscription.",
  },
  invisible_subscription: {
    label: "Subscription hidden",
    tone: "danger",
    authIssue: true,
    severity: 1,
    cause: "The chosen subscription is not among those that the identity sees.",
    remedy: "Choose another subscription, or ask for the Reader role on this one.",
    platformRemedy: "Choose another subscription, or grant the platform identity Reader on this one.",
  },
  subscription_not_found: {
    label: "Unknown subscription",
    tone: "danger",
    authIssue: true,
    severity: 2,
    cause: "Azure knows no subscription with this id in the tenant.",
    remedy: "Check the subscription id, and that you are signed in to its tenant.",
    platformRemedy: "Check the subscription id; it must belong to the platform identity's tenant.",
  },
  auth_wrong_tenant: {
    label: "Wrong tenant",
    tone: "danger",
    authIssue: true,
    severity: 3,
    cause: "The token is from another tenant than the subscription.",
    remedy: "Sign in to the tenant that owns the subscription.",
    platformRemedy: "Use a platform identity of the tenant that owns the subscription.",
  },
  token_expired: {
    label: "Sign-in expired",
    tone: "danger",
    authIssue: true,
    severity: 4,
    cause: "The token or the sign-in behind it is over.",
    remedy: "Sign in again.",
    platformRemedy: "Wait a minute for a new token; if it persists, check the clock of the host.",
  },
  mfa_required: {
    label: "More proof needed",
    tone: "danger",
    authIssue: true,
    severity: 5,
    cause: "The tenant asks for more proof of who you are, such as multifactor authentication.",
    remedy: "Sign in again with the link and give the proof that is asked for.",
    platformRemedy: "Exclude the platform identity from the policy; it cannot give such proof.",
  },
  consent_required: {
    label: "Consent missing",
    tone: "danger",
    authIssue: true,
    severity: 6,
    cause: "Nobody has consented that Gatehouse acts for you in this tenant.",
    remedy: "Ask an administrator of your tenant to consent with the link.",
    platformRemedy: "Ask an administrator of the tenant to consent.",
  },
  blocked_by_policy: {
    label: "Blocked by policy",
    tone: "danger",
    authIssue: true,
    severity: 7,
    cause: "Conditional Access of the tenant blocks this access.",
    remedy: "Ask the tenant's administrator which policy blocks you.",
    platformRemedy: "Exclude the platform identity from the policy, or meet its conditions.",
  },
  user_required: {
    label: "Needs a person",
    tone: "danger",
    authIssue: true,
    severity: 8,
    cause: "An application called where Azure is asked on behalf of a person.",
    remedy: "Call with a person's token, or use downstream.mode managed-identity.",
    platformRemedy: "Call with a person's token, or use downstream.mode managed-identity.",
  },
  unauthorized: {
    label: "Auth required",
    tone: "danger",
    authIssue: true,
    severity: 9,
    cause: "Azure or Microsoft Entra ID does not accept the token.",
    remedy: "Sign in again.",
    platformRemedy: "Check that the platform identity belongs to the cloud and tenant that are asked.",
  },
  credential_unavailable: {
    label: "No credential",
    tone: "danger",
    authIssue: true,
    severity: 10,
    cause: "The platform identity gives no token.",
    remedy: "Tell the operator: the platform identity gives no token.",
    platformRemedy: "Assign a managed identity to the host, or set the variables of another identity.",
  },
  client_credential_rejected: {
    label: "Credential rejected",
    tone: "danger",
    authIssue: true,
    severity: 11,
    cause: "Microsoft Entra ID does not accept Gatehouse's own registration or credential.",
    remedy: "Tell the operator: the client credential of the registration needs renewal.",
    platformRemedy: "Renew the client credential of the app registration.",
  },
  forbidden: {
    label: "No access",
    tone: "warning",
    authIssue: true,
    severity: 12,
    cause: "The identity has no role that permits this.",
    remedy: "Ask an owner of the scope for the Reader role.",
    platformRemedy: "Grant the platform identity the Reader role on the scope.",
  },
  deny_assignment: {
    label: "Denied",
    tone: "warning",
    authIssue: true,
    severity: 13,
    cause: "A deny assignment forbids this, whatever roles there are.",
    remedy: "Ask who made the deny assignment, such as a managed application or a blueprint.",
    platformRemedy: "Ask who made the deny assignment, such as a managed application or a blueprint.",
  },
  not_found: {
    label: "Not found",
    tone: "muted",
    authIssue: false,
    severity: 14,
    cause: "There is no such resource, or the identity cannot see it.",
    remedy: "Check the names of the resource and its group.",
    platformRemedy: "Check the names of the resource and its group.",
  },
  network_blocked: {
    label: "Network closed",
    tone: "warning",
    authIssue: false,
    severity: 15,
    cause: "The resource refuses connections from public networks.",
    remedy: "Reach it over its private endpoint, or open its public network access.",
    platformRemedy: "Reach it over its private endpoint, or open its public network access.",
  },
  firewall_blocked: {
    label: "Firewall",
    tone: "warning",
    authIssue: false,
    severity: 16,
    cause: "The resource's firewall does not admit Gatehouse's address.",
    remedy: "Add Gatehouse's outbound address to the firewall rules of the resource.",
    platformRemedy: "Add Gatehouse's outbound address to the firewall rules of the resource.",
  },
  access_denied: {
    label: "Data access denied",
    tone: "danger",
    authIssue: true,
    severity: 17,
    cause: "The identity may see the resource, but not the data in it.",
    remedy: "Ask for a data role, such as AcrPull, on the resource.",
    platformRemedy: "Grant the platform identity a data role, such as AcrPull, on the resource.",
  },
  subscription_disabled: {
    label: "Subscription disabled",
    tone: "warning",
    authIssue: false,
    severity: 18,
    cause: "The subscription is disabled or read-only.",
    remedy: "Ask the account owner to enable the subscription.",
    platformRemedy: "Ask the account owner to enable the subscription.",
  },
  provider_not_registered: {
    label: "Provider missing",
    tone: "warning",
    authIssue: false,
    severity: 19,
    cause: "The subscription has not registered the resource provider.",
    remedy: "Ask an owner of the subscription to register the provider.",
    platformRemedy: "Ask an owner of the subscription to register the provider.",
  },
  azure_policy: {
    label: "Azure Policy",
    tone: "warning",
    authIssue: false,
    severity: 20,
    cause: "A policy of the organization does not permit this resource.",
    remedy: "Choose values that the policy permits, or ask who assigned it.",
    platformRemedy: "Choose values that the policy permits, or ask who assigned it.",
  },
  resource_locked: {
    label: "Locked",
    tone: "warning",
    authIssue: false,
    severity: 21,
    cause: "A lock on the resource or its group forbids the change.",
    remedy: "Remove the lock if the change is meant.",
    platformRemedy: "Remove the lock if the change is meant.",
  },
  azure_error: {
    label: "Azure error",
    tone: "warning",
    authIssue: false,
    severity: 22,
    cause: "Azure answered with something that cannot be used.",
    remedy: "Try again; if it persists, look at the service's health in Azure.",
    platformRemedy: "Try again; if it persists, look at the service's health in Azure.",
  },
  untrusted_link: {
    label: "Untrusted link",
    tone: "danger",
    authIssue: false,
    severity: 23,
    cause: "An answer pointed to a host that Gatehouse sends no token to.",
    remedy: "Tell the operator which resource this is.",
    platformRemedy: "Name the host in the configuration only if it really belongs to your cloud.",
  },
  identity_provider_unavailable: {
    label: "Sign-in service away",
    tone: "warning",
    authIssue: false,
    severity: 24,
    cause: "Microsoft Entra ID cannot be reached, or answers with an error of its own.",
    remedy: "Try again in a moment.",
    platformRemedy: "Try again; if it persists, check the way from the host to Microsoft Entra ID.",
  },
  throttled: {
    label: "Throttled",
    tone: "warning",
    authIssue: false,
    severity: 25,
    cause: "Azure limits the number of requests.",
    remedy: "Wait for the time that the answer names, and ask less often.",
    platformRemedy: "Wait for the time that the answer names, and ask less often.",
  },
  timeout: {
    label: "Too slow",
    tone: "warning",
    authIssue: false,
    severity: 26,
    cause: "Azure did not answer in time.",
    remedy: "Try again in a moment.",
    platformRemedy: "Try again in a moment.",
  },
  unreachable: {
    label: "Unreachable",
    tone: "warning",
    authIssue: false,
    severity: 27,
    cause: "There is no connection to the service.",
    remedy: "Try again; if it persists, ask the operator about the network.",
    platformRemedy: "Check the name resolution and the network between the host and Azure.",
  },
  cluster_not_found: {
    label: "Cluster not found",
    tone: "warning",
    authIssue: false,
    severity: 28,
    cause: "Some of the named clusters are not in the group.",
    remedy: "Check the clusters' names.",
    platformRemedy: "Check the clusters' names.",
  },
  cluster_stopped: {
    label: "Stopped",
    tone: "warning",
    authIssue: false,
    severity: 29,
    cause: "The cluster is stopped.",
    remedy: "Start the cluster.",
    platformRemedy: "Start the cluster.",
  },
};

/** For `http_<status>`, and for codes of a newer Gatehouse. */
export const DEGRADED_OTHERWISE: DegradedText = {
    label: "Degraded",
    tone: "warning",
    authIssue: false,
    severity: 30,
    cause: "Azure answered with an unexpected HTTP status.",
    remedy: "Try again; if it persists, look at the service's health in Azure.",
    platformRemedy: "Try again; if it persists, look at the service's health in Azure.",
  };

/** The counter that Gatehouse keeps, with the labels `op` and `reason`. */
export const DEGRADED_METRIC = "gatehouse_degraded_total";

export function degradedText(code: string | undefined): DegradedText {
  const known = code ?? "azure_error";
  return Object.hasOwn(DEGRADED, known) ? DEGRADED[known as DegradedReason] : DEGRADED_OTHERWISE;
}
