package dev.gatehouse.operate.monitor;

import static java.util.Map.entry;

import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a failure means, read from its status and codes alone: Azure's text is in the language of
 * whoever asks. Codes and statuses: Microsoft, "Troubleshoot common Azure deployment errors" and
 * "Microsoft Entra authentication and authorization error codes".
 */
public final class DegradedReasons {
    /** The {@code error.code} of Azure Resource Manager, in lower case. */
    private static final Map<String, DegradedReason> AZURE =
            Map.ofEntries(
                    entry("invalidauthenticationtokentenant", DegradedReason.AUTH_WRONG_TENANT),
                    entry("expiredauthenticationtoken", DegradedReason.TOKEN_EXPIRED),
                    entry("insufficientclaims", DegradedReason.BLOCKED_BY_POLICY),
                    entry("denyassignmentauthorizationfailed", DegradedReason.DENY_ASSIGNMENT),
                    entry("subscriptionnotfound", DegradedReason.SUBSCRIPTION_NOT_FOUND),
                    entry("invalidsubscriptionid", DegradedReason.SUBSCRIPTION_NOT_FOUND),
                    entry("readonlydisabledsubscription", DegradedReason.SUBSCRIPTION_DISABLED),
                    entry("disabledsubscription", DegradedReason.SUBSCRIPTION_DISABLED),
                    entry("subscriptiondisabled", DegradedReason.SUBSCRIPTION_DISABLED),
                    entry(
                            "missingsubscriptionregistration",
                            DegradedReason.PROVIDER_NOT_REGISTERED),
                    entry("subscriptionnotregistered", DegradedReason.PROVIDER_NOT_REGISTERED),
                    entry("requestdisallowedbypolicy", DegradedReason.AZURE_POLICY),
                    entry("scopelocked", DegradedReason.RESOURCE_LOCKED),
                    entry("resourcenotfound", DegradedReason.NOT_FOUND),
                    entry("resourcegroupnotfound", DegradedReason.NOT_FOUND),
                    entry("publicaccessnotpermitted", DegradedReason.NETWORK_BLOCKED),
                    entry("subscriptionrequeststhrottled", DegradedReason.THROTTLED),
                    entry("toomanyrequests", DegradedReason.THROTTLED));

    /** Refusals that a question to Azure may end with. */
    private static final Map<RefusalCode, DegradedReason> REFUSALS =
            Map.ofEntries(
                    entry(RefusalCode.CONSENT_REQUIRED, DegradedReason.CONSENT_REQUIRED),
                    entry(RefusalCode.CLAIMS_CHALLENGE, DegradedReason.MFA_REQUIRED),
                    entry(RefusalCode.STEP_UP_REQUIRED, DegradedReason.MFA_REQUIRED),
                    entry(RefusalCode.BLOCKED_BY_POLICY, DegradedReason.BLOCKED_BY_POLICY),
                    entry(RefusalCode.NOT_IN_TENANT, DegradedReason.AUTH_WRONG_TENANT),
                    entry(RefusalCode.WRONG_TENANT, DegradedReason.AUTH_WRONG_TENANT),
                    entry(RefusalCode.AUTHENTICATION_REQUIRED, DegradedReason.UNAUTHORIZED),
                    entry(RefusalCode.SESSION_EXPIRED, DegradedReason.TOKEN_EXPIRED),
                    entry(RefusalCode.USER_REQUIRED, DegradedReason.USER_REQUIRED),
                    entry(
                            RefusalCode.CLIENT_CREDENTIAL_REJECTED,
                            DegradedReason.CLIENT_CREDENTIAL_REJECTED),
                    entry(
                            RefusalCode.CREDENTIAL_UNAVAILABLE,
                            DegradedReason.CREDENTIAL_UNAVAILABLE),
                    entry(
                            RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE,
                            DegradedReason.IDENTITY_PROVIDER_UNAVAILABLE),
                    entry(RefusalCode.UNTRUSTED_LINK, DegradedReason.UNTRUSTED_LINK),
                    entry(RefusalCode.UPSTREAM_TIMEOUT, DegradedReason.TIMEOUT),
                    entry(RefusalCode.UPSTREAM_UNAVAILABLE, DegradedReason.UNREACHABLE),
                    entry(RefusalCode.OVERLOADED, DegradedReason.THROTTLED),
                    entry(RefusalCode.RATE_LIMITED, DegradedReason.THROTTLED));

    private DegradedReasons() {}

    /** Why there is no answer; empty if there is one. */
    public static Optional<Degraded> of(Asked<?> asked) {
        return switch (asked) {
            case Asked.Answered<?> _ -> Optional.empty();
            case Asked.Refused<?>(var why, var _) -> Optional.of(of(why));
            case Asked.Failed<?>(var fault, var _, var _) -> Optional.of(of(fault));
        };
    }

    /** What Azure's error means: its code decides where it is known, then the status. */
    public static Degraded of(ArmFault fault) {
        DegradedReason known = AZURE.get(fault.code().toLowerCase(Locale.ROOT));
        return known == null ? byStatus(fault.status()) : known;
    }

    private static Degraded byStatus(int status) {
        return switch (status) {
            case 401 -> DegradedReason.UNAUTHORIZED;
            case 403 -> DegradedReason.FORBIDDEN;
            case 404 -> DegradedReason.NOT_FOUND;
            case 408, 504 -> DegradedReason.TIMEOUT;
            case 429 -> DegradedReason.THROTTLED;
            default ->
                    status >= 300 && status <= 599
                            ? new Degraded.HttpStatus(status)
                            : DegradedReason.AZURE_ERROR;
        };
    }

    /** What a refused question means. What no question to Azure ends with is an error of Azure. */
    public static Degraded of(Refusal why) {
        if (why.code() == RefusalCode.INVALID_TOKEN) {
            return invalidToken(why.extras().getOrDefault("aadsts", ""));
        }
        if (why.extras().containsKey(ArmFault.UNREADABLE)) {
            return DegradedReason.AZURE_ERROR;
        }
        return REFUSALS.getOrDefault(why.code(), DegradedReason.AZURE_ERROR);
    }

    /** Over, where Entra's number says so: the assertion's time, or the grant behind it. */
    private static Degraded invalidToken(String aadsts) {
        return switch (aadsts) {
            case "500133",
                    "50132",
                    "50133",
                    "50173",
                    "54005",
                    "70008",
                    "70043",
                    "700082",
                    "700084" ->
                    DegradedReason.TOKEN_EXPIRED;
            default -> DegradedReason.UNAUTHORIZED;
        };
    }
}
