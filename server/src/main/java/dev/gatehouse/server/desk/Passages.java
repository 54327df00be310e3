package dev.gatehouse.server.desk;

import dev.gatehouse.act.credentials.Authorization;
import dev.gatehouse.act.credentials.Credentials;
import dev.gatehouse.act.credentials.Fallback;
import dev.gatehouse.act.upstreams.IdentityHeaders;
import dev.gatehouse.act.upstreams.SignedAssertions;
import dev.gatehouse.authenticate.Authentication;
import dev.gatehouse.authenticate.Via;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ActAs;
import dev.gatehouse.kernel.Admission;
import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.server.http.Answer.Header;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a decision ready for the gate: the downstream token, the identity headers, and until when.
 */
public final class Passages {
    /** An admission is asked for again after this long, whatever the tokens say. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration TOKEN_MARGIN = Duration.ofMinutes(2);

    /** What became of it. */
    public sealed interface Preparation {}

    public record Prepared(Passage passage) implements Preparation {}

    public record Refused(Refusal why, String reason) implements Preparation {}

    private final Credentials credentials;
    private final SignedAssertions assertions;
    private final Admissions admissions;
    private final InstantSource clock;

    public Passages(
            Credentials credentials,
            SignedAssertions assertions,
            Admissions admissions,
            InstantSource clock) {
        this.credentials = credentials;
        this.assertions = assertions;
        this.admissions = admissions;
        this.clock = clock;
    }

    /** How often an admission was ended before this; see {@link #prepare}. */
    long endings() {
        return admissions.endings();
    }

    /** Ends the stream together with what its caller came with, until the answer is run. */
    Runnable stand(Authentication.Authenticated on, OpenStream stream, long endings) {
        return admissions.stand(on, stream, endings);
    }

    /**
     * How long what is prepared may be kept.
     *
     * @param endings how often an admission was ended before the caller was looked at
     * @param until when the caller must be judged again, whatever the tokens say
     */
    record Terms(long endings, Instant until) {}

    /**
     * A passage for this exchange; kept for the next ones if it stands on a credential and nothing
     * was ended since.
     */
    Preparation prepare(
            Arrival arrival,
            RouteTable.Entry entry,
            Destination.Proxied proxied,
            AuditLines.Story story,
            Authentication authentication,
            Terms terms) {
        return switch (authentication) {
            case Authentication.Authenticated known ->
                    forCaller(arrival, entry, proxied, story, known, terms);
            case Authentication.Anonymous _, Authentication.Rejected _ ->
                    new Prepared(forNobody(story));
        };
    }

    private Preparation forCaller(
            Arrival arrival,
            RouteTable.Entry entry,
            Destination.Proxied proxied,
            AuditLines.Story story,
            Authentication.Authenticated known,
            Terms terms) {
        return switch (authorized(arrival, entry, proxied, known)) {
            case Authorization.Refused(Refusal why, String reason) -> new Refused(why, reason);
            case Authorization.Granted granted -> {
                Passage passage = passageOf(entry, proxied, story, known, granted, terms.until());
                credentialOf(arrival, known.via())
                        .ifPresent(
                                credential ->
                                        admissions.admit(
                                                credential, entry, passage, terms.endings()));
                yield new Prepared(passage);
            }
        };
    }

    private Authorization authorized(
            Arrival arrival,
            RouteTable.Entry entry,
            Destination.Proxied proxied,
            Authentication.Authenticated known) {
        var scope = proxied.upstream().scope();
        if (entry.rule().as() == ActAs.NONE || scope.isEmpty()) {
            return new Authorization.Granted(Optional.empty(), DownstreamIdentity.NONE, "");
        }
        Fallback fallback =
                entry.rule().mayFallBack(arrival.route().method())
                        ? Fallback.ALLOWED
                        : Fallback.FORBIDDEN;
        return credentials.authorize(
                known.principal(), known.assertion(), entry.rule().as(), scope.get(), fallback);
    }

    private Passage passageOf(
            RouteTable.Entry entry,
            Destination.Proxied proxied,
            AuditLines.Story story,
            Authentication.Authenticated known,
            Authorization.Granted granted,
            Instant until) {
        Instant ends = earlier(earlier(clock.instant().plus(LONGEST), known.endsAt()), until);
        var toUpstream = new ArrayList<Header>();
        if (granted.token().isPresent()) {
            AccessToken token = granted.token().get();
            toUpstream.add(new Header("Authorization", "Bearer " + token.value()));
            ends = earlier(ends, token.expiresAt().minus(TOKEN_MARGIN));
        } else {
            var minted =
                    assertions.issue(
                            known.principal(), proxied.upstream().name(), entry.rule().id());
            toUpstream.add(new Header("X-Gatehouse-Assertion", minted.jwt()));
            ends = earlier(ends, minted.renewAt());
            if (proxied.upstream().easyAuth()) {
                IdentityHeaders.of(known.principal())
                        .forEach((name, value) -> toUpstream.add(new Header(name, value)));
            }
        }
        var admission =
                new Admission(
                        Optional.of(known.principal()),
                        story.callerHash(),
                        story.via(),
                        entry.rule().id(),
                        granted.token(),
                        granted.used(),
                        granted.reason(),
                        known.sessionId(),
                        ends);
        return new Passage(admission, toUpstream, toCaller(granted.used()));
    }

    private static List<Header> toCaller(DownstreamIdentity used) {
        return used == DownstreamIdentity.PLATFORM
                ? List.of(new Header("X-Downstream-Identity", used.wire()))
                : List.of();
    }

    private Passage forNobody(AuditLines.Story story) {
        var admission =
                new Admission(
                        Optional.<Principal>empty(),
                        "",
                        "none",
                        story.rule(),
                        Optional.empty(),
                        DownstreamIdentity.NONE,
                        "",
                        Optional.empty(),
                        clock.instant());
        return new Passage(admission, List.of(), List.of());
    }

    /** The one that was judged. Another that came along proves nothing. */
    private static Optional<String> credentialOf(Arrival arrival, Via via) {
        return switch (via) {
            case BEARER -> arrival.authorization();
            case SESSION -> arrival.ticket();
        };
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Forgets what was obtained for a caller who signs out. */
    public void forget(Assertion assertion) {
        credentials.forget(assertion);
    }
}
