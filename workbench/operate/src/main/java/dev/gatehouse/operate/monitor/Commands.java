package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.ShellWord;
import java.util.Optional;

/**
 * The command of the Azure CLI that mends a reason, with the real values, ready to paste. None
 * where a value is not known, and none that signs a person in where the platform identity failed or
 * where the person is in a browser.
 *
 * @param owner the tenant that Azure named, if it did
 */
record Commands(Acting acting, Target target, PlatformName platform, Optional<String> owner) {
    private static final String READER = "Reader";
    private static final String GRANTERS =
            "\"/subscriptions/$(az account show --query id --output tsv)\"";
    private static final String PULL = "AcrPull";
    private static final String BLOB_READER = "Storage Blob Data Reader";

    /** The command, where one helps. */
    Optional<String> forReason(Degraded why) {
        return why instanceof DegradedReason reason ? known(reason) : Optional.empty();
    }

    private Optional<String> known(DegradedReason reason) {
        return switch (reason) {
            case SUBSCRIPTIONS_UNAVAILABLE -> grantSomewhere();
            case AUTH_WRONG_TENANT,
                    TOKEN_EXPIRED,
                    MFA_REQUIRED,
                    UNAUTHORIZED,
                    CREDENTIAL_UNAVAILABLE ->
                    signIn();
            case INVISIBLE_SUBSCRIPTION, SUBSCRIPTION_NOT_FOUND -> chooseSubscription();
            case FORBIDDEN -> grant(READER);
            case ACCESS_DENIED ->
                    grant(target.type().startsWith("Microsoft.Storage/") ? BLOB_READER : PULL);
            case NETWORK_BLOCKED -> open();
            case PROVIDER_NOT_REGISTERED -> register();
            case RESOURCE_LOCKED -> inGroup("az lock list");
            case CLUSTER_NOT_FOUND -> inGroup("az aks list");
            case CLUSTER_STOPPED ->
                    inGroup("az aks start")
                            .map(command -> command + " --name " + ShellWord.of(target.name()));
            case CONSENT_REQUIRED,
                    BLOCKED_BY_POLICY,
                    USER_REQUIRED,
                    CLIENT_CREDENTIAL_REJECTED,
                    DENY_ASSIGNMENT,
                    NOT_FOUND,
                    FIREWALL_BLOCKED,
                    SUBSCRIPTION_DISABLED,
                    AZURE_POLICY,
                    AZURE_ERROR,
                    UNTRUSTED_LINK,
                    IDENTITY_PROVIDER_UNAVAILABLE,
                    THROTTLED,
                    TIMEOUT,
                    UNREACHABLE ->
                    Optional.empty();
        };
    }

    private boolean onCommandLine() {
        return acting == Acting.TOKEN || acting == Acting.DEVELOPER;
    }

    private Optional<String> signIn() {
        String tenant = owner.orElse(target.caller().tenant().toString());
        return onCommandLine()
                ? Optional.of("az login --tenant " + ShellWord.of(tenant))
                : Optional.empty();
    }

    private Optional<String> chooseSubscription() {
        return onCommandLine() && !target.subscription().isEmpty()
                ? Optional.of(
                        "az account set --subscription " + ShellWord.of(target.subscription()))
                : Optional.empty();
    }

    /**
     * No subscription is known, so that of whoever may grant the role is taken, where they run it.
     * A developer's own Azure CLI knows none either.
     */
    private Optional<String> grantSomewhere() {
        return acting == Acting.DEVELOPER
                ? Optional.empty()
                : assignee().map(who -> assignment(who, READER, GRANTERS));
    }

    private static String assignment(String who, String role, String scope) {
        return "az role assignment create --assignee %s --role \"%s\" --scope %s"
                .formatted(who, role, scope);
    }

    private Optional<String> grant(String role) {
        return target.scope().isEmpty()
                ? Optional.empty()
                : assignee().map(who -> assignment(who, role, inQuotes(target.scope())));
    }

    private Optional<String> assignee() {
        return switch (acting) {
            case BROWSER, TOKEN -> Optional.of(target.caller().object().toString());
            case PLATFORM, DEVELOPER -> platform.assignee();
        };
    }

    private Optional<String> register() {
        int slash = target.type().indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(
                        "az provider register --namespace %s --subscription %s"
                                .formatted(
                                        ShellWord.of(target.type().substring(0, slash)),
                                        ShellWord.of(target.subscription())));
    }

    private Optional<String> open() {
        return target.type().startsWith("Microsoft.ContainerRegistry/")
                ? inGroup("az acr update")
                        .map(
                                command ->
                                        command
                                                + " --name "
                                                + ShellWord.of(target.name())
                                                + " --public-network-enabled true")
                : Optional.empty();
    }

    private Optional<String> inGroup(String command) {
        return target.group().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s --subscription %s --resource-group %s"
                                .formatted(
                                        command,
                                        ShellWord.of(target.subscription()),
                                        inQuotes(target.group())));
    }

    private static String inQuotes(String text) {
        return ShellWord.isPlain(text) ? '"' + text + '"' : ShellWord.quoted(text);
    }
}
