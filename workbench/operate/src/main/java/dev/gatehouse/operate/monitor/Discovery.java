package dev.gatehouse.operate.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.GrantRefusals;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.operate.monitor.Subscriptions.Subscription;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The caller's tenant and subscriptions, as Azure Resource Manager shows them to the identity that
 * {@link Credentials} grants. Good answers are kept for five minutes, for the caller and the
 * identity that got them alone.
 */
public final class Discovery {
    private final Credentials credentials;
    private final Scope scope;
    private final ArmReader arm;
    private final CallersAnswers<Tenants> tenants;
    private final CallersAnswers<Subscriptions> subscriptions;

    /**
     * @param arm the address of Azure Resource Manager; https, or http on loopback
     * @param scope what tokens for it are asked for
     * @param tls with the certificate authorities to trust, where the platform's do not do
     */
    public Discovery(
            URI arm,
            Scope scope,
            Credentials credentials,
            Optional<SSLContext> tls,
            InstantSource clock) {
        this(new ArmReader(arm, tls, ArmTimes.USUAL), scope, credentials, clock);
    }

    Discovery(ArmReader arm, Scope scope, Credentials credentials, InstantSource clock) {
        this.arm = arm;
        this.scope = scope;
        this.credentials = credentials;
        this.tenants = new CallersAnswers<>(clock);
        this.subscriptions = new CallersAnswers<>(clock);
    }

    /**
     * The caller's tenant with its name; its id where Azure does not tell the name.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     * @throws dev.gatehouse.act.credentials.CredentialUnavailable if the platform identity gives no
     *     token
     */
    public Discovered<Tenants> tenants(Caller caller) {
        String id = caller.principal().tenant().toString();
        return discover(caller, "/tenants", tenants, (items, _) -> tenant(id, items));
    }

    /**
     * The enabled subscriptions; none is an answer, not an error.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     * @throws dev.gatehouse.act.credentials.CredentialUnavailable if the platform identity gives no
     *     token
     */
    public Discovered<Subscriptions> subscriptions(Caller caller) {
        return discover(caller, "/subscriptions", subscriptions, Discovery::subscriptionsOf);
    }

    private interface Reading<T> {
        T of(List<JsonNode> items, boolean more);
    }

    private <T> Discovered<T> discover(
            Caller caller, String path, CallersAnswers<T> answers, Reading<T> reading) {
        return switch (credentials.authorize(caller.ask(scope))) {
            case Authorization.Refused(var why, var reason) ->
                    new Discovered.Refused<>(why, reason);
            case Granted granted ->
                    answers.get(
                            caller.principal(),
                            granted,
                            () -> ask(caller, granted, path, reading, true));
        };
    }

    private <T> Discovered<T> ask(
            Caller caller,
            Granted granted,
            String path,
            Reading<T> reading,
            boolean mayAnswerChallenge) {
        AccessToken token = granted.token().orElseThrow();
        return switch (arm.list(path, token)) {
            case ArmAnswer.Items(var items, var more) ->
                    new Discovered.Listed<>(
                            reading.of(items, more), granted.used(), granted.reason());
            case ArmAnswer.Challenged(var claims) ->
                    granted.used() == DownstreamIdentity.USER
                            ? answer(caller, claims, path, reading, mayAnswerChallenge)
                            : new Discovered.Unauthorized<>(new ArmFault("InsufficientClaims", ""));
            case ArmAnswer.Unauthorized(var fault) -> new Discovered.Unauthorized<>(fault);
            case ArmAnswer.Forbidden(var fault) -> new Discovered.Forbidden<>(fault);
            case ArmAnswer.NotFound(var fault) -> new Discovered.NotFound<>(fault);
            case ArmAnswer.Failed(var why) -> new Discovered.Refused<>(why, why.code().wire());
        };
    }

    /** Azure's claims: one new exchange with them, else they are passed on to the caller. */
    private <T> Discovered<T> answer(
            Caller caller,
            ClaimsChallenge claims,
            String path,
            Reading<T> reading,
            boolean mayAnswerChallenge) {
        if (!mayAnswerChallenge) {
            return new Discovered.Refused<>(
                    GrantRefusals.stepUp(caller.principal(), claims), "claims demanded");
        }
        return switch (credentials.authorize(caller.ask(scope).with(claims))) {
            case Authorization.Refused(var why, var reason) ->
                    new Discovered.Refused<>(why, reason);
            case Granted again -> ask(caller, again, path, reading, false);
        };
    }

    private static Tenants tenant(String id, List<JsonNode> items) {
        String name =
                items.stream()
                        .filter(item -> item.path("tenantId").asText("").equalsIgnoreCase(id))
                        .map(item -> item.path("displayName").asText(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(id);
        return new Tenants(id, name);
    }

    private static Subscriptions subscriptionsOf(List<JsonNode> items, boolean more) {
        List<Subscription> found =
                items.stream()
                        .map(
                                item ->
                                        new Subscription(
                                                item.path("subscriptionId").asText(""),
                                                item.path("displayName").asText(""),
                                                item.path("tenantId").asText(""),
                                                item.path("state").asText("")))
                        .toList();
        return Subscriptions.of(found, more);
    }
}
