package dev.gatehouse.operate.arm;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Authorization.Granted;
import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Azure Resource Manager. Every question says as whom it is asked; no answer is remembered here.
 * Follows {@code nextLink} and operation links on its own origin only, and redirects never. Safe
 * for use by many threads.
 */
public final class Arm {
    /** How many pages of a list are read at most. */
    public static final int MOST_PAGES = 50;

    private final ArmWire wire;
    private final Scope scope;

    /**
     * @param arm its address; https, or http on loopback
     * @param scope what tokens for it are asked for
     * @param tls with the certificate authorities to trust, where the platform's do not do
     */
    public Arm(URI arm, Scope scope, Optional<SSLContext> tls) {
        this(arm, scope, tls, ArmTimes.USUAL);
    }

    /** The same with other times. */
    public Arm(URI arm, Scope scope, Optional<SSLContext> tls, ArmTimes times) {
        this(arm, scope, tls, times, AzureCalls.UNTOLD);
    }

    /** The same, which tells of each call. */
    public Arm(URI arm, Scope scope, Optional<SSLContext> tls, ArmTimes times, AzureCalls calls) {
        this.wire = new ArmWire(arm, tls, times, calls);
        this.scope = scope;
    }

    /** What tokens for it are asked for. */
    public Scope scope() {
        return scope;
    }

    /** One thing. */
    public Asked<JsonNode> get(Actor who, ArmPath path) {
        return send(who, HttpMethod.GET, path, Optional.empty()).map(ArmReply::body);
    }

    /** A list with its pages, at most {@link #MOST_PAGES}. */
    public Asked<ArmList> list(Actor who, ArmPath path) {
        return ask(who, Optional.empty(), token -> pages(wire.at(path), token));
    }

    /** A list with its pages, where the identity has been asked already. */
    public Asked<ArmList> list(Actor who, Granted granted, ArmPath path) {
        return ask(who, granted, true, token -> pages(wire.at(path), token));
    }

    /** One thing, where the identity has been asked already. */
    public Asked<JsonNode> get(Actor who, Granted granted, ArmPath path) {
        return look(who, granted, path).map(ArmReply::body);
    }

    /** The same with the status, for whom a good answer alone proves nothing. */
    public Asked<ArmReply> look(Actor who, Granted granted, ArmPath path) {
        return ask(who, granted, true, token -> one(HttpMethod.GET, wire.at(path), token));
    }

    /** A request of any method. Tried again on 429, 5xx and broken connections, like all. */
    public Asked<ArmReply> send(
            Actor who, HttpMethod method, ArmPath path, Optional<JsonNode> body) {
        return send(who, method, path, body, UUID.randomUUID());
    }

    /**
     * The same with a client request id of the caller's choice, by which Azure's logs tell that two
     * requests are one.
     */
    public Asked<ArmReply> send(
            Actor who, HttpMethod method, ArmPath path, Optional<JsonNode> body, UUID requestId) {
        return ask(
                who,
                Optional.empty(),
                token -> told(wire.exchange(method, wire.at(path), body, token, requestId)));
    }

    /** A look at a link that an earlier answer named. */
    public Asked<ArmReply> follow(Actor who, URI link) {
        return ask(who, Optional.empty(), token -> one(HttpMethod.GET, link, token));
    }

    /** As whom {@code who} would go, with their token; what cannot be asked is a refusal too. */
    public Authorization authorize(Actor who) {
        return authorize(who, Optional.empty());
    }

    private Authorization authorize(Actor who, Optional<ClaimsChallenge> demanded) {
        try {
            return who.authorize(scope, demanded);
        } catch (CredentialUnavailable none) {
            return new Authorization.Refused(
                    Refusal.of(
                            RefusalCode.CREDENTIAL_UNAVAILABLE,
                            "The platform identity gives no token."),
                    "no platform token");
        } catch (IdentityProviderUnavailable away) {
            return new Authorization.Refused(
                    Refusal.of(
                                    RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE,
                                    "Microsoft Entra ID cannot be reached.")
                            .with("retry_after", Long.toString(away.retryAfter().toSeconds())),
                    "identity provider unavailable");
        }
    }

    private sealed interface Told<T> {}

    private record Value<T>(T value) implements Told<T> {}

    private record Other<T>(ArmWire.Said said) implements Told<T> {}

    private <T> Asked<T> ask(
            Actor who,
            Optional<ClaimsChallenge> demanded,
            Function<AccessToken, Told<T>> question) {
        return switch (authorize(who, demanded)) {
            case Authorization.Refused(var why, var reason) -> new Asked.Refused<>(why, reason);
            case Granted granted -> ask(who, granted, demanded.isEmpty(), question);
        };
    }

    private <T> Asked<T> ask(
            Actor who,
            Granted granted,
            boolean mayAnswerChallenge,
            Function<AccessToken, Told<T>> question) {
        DownstreamIdentity used = granted.used();
        return switch (question.apply(granted.token().orElseThrow())) {
            case Value<T>(T value) -> new Asked.Answered<>(value, used, granted.reason());
            case Other<T>(ArmWire.Said said) ->
                    switch (said) {
                        case ArmWire.Said.Good _ ->
                                throw new IllegalStateException("a good answer has a value");
                        case ArmWire.Said.Bad(var fault) ->
                                new Asked.Failed<>(fault, used, granted.reason());
                        case ArmWire.Said.Lost(var why) ->
                                new Asked.Refused<>(why, why.code().wire());
                        case ArmWire.Said.Challenged(var claims) ->
                                challenged(who, claims, granted, mayAnswerChallenge, question);
                    };
        };
    }

    /** Azure's claims: one new exchange with them, else they are passed on to the caller. */
    private <T> Asked<T> challenged(
            Actor who,
            ClaimsChallenge claims,
            Granted granted,
            boolean mayAnswer,
            Function<AccessToken, Told<T>> question) {
        if (granted.used() != DownstreamIdentity.USER) {
            return new Asked.Failed<>(
                    new ArmFault(401, "InsufficientClaims", "", Optional.empty()),
                    granted.used(),
                    granted.reason());
        }
        return mayAnswer
                ? ask(who, Optional.of(claims), question)
                : new Asked.Refused<>(who.stepUp(claims), "claims demanded");
    }

    private Told<ArmReply> one(HttpMethod method, URI uri, AccessToken token) {
        return told(wire.exchange(method, uri, Optional.empty(), token));
    }

    private static Told<ArmReply> told(ArmWire.Said said) {
        return said instanceof ArmWire.Said.Good(ArmReply reply)
                ? new Value<>(reply)
                : new Other<>(said);
    }

    private Told<ArmList> pages(URI first, AccessToken token) {
        List<JsonNode> items = new ArrayList<>();
        URI next = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            switch (one(HttpMethod.GET, next, token)) {
                case Other<ArmReply>(var said) -> {
                    return new Other<>(said);
                }
                case Value<ArmReply>(ArmReply reply) -> {
                    if (!reply.body().path("value").isArray()) {
                        return new Other<>(new ArmWire.Said.Lost(notAList()));
                    }
                    reply.body().path("value").forEach(items::add);
                    String link = reply.body().path("nextLink").asText("");
                    if (link.isEmpty()) {
                        return new Value<>(new ArmList(items, false));
                    }
                    next = ArmWire.parse(link);
                }
            }
        }
        return new Value<>(new ArmList(items, true));
    }

    private static Refusal notAList() {
        return Refusal.of(
                        RefusalCode.UPSTREAM_UNAVAILABLE,
                        "Azure Resource Manager answered with no list.")
                .with(ArmFault.UNREADABLE, "list");
    }
}
