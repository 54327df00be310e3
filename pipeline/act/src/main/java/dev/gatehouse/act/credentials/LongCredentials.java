package dev.gatehouse.act.credentials;

import dev.gatehouse.kernel.Assertion;
import dev.gatehouse.kernel.ClaimsChallenge;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * As whom does long work go downstream? Decided once, by the process's mode, and kept to the end.
 * Long work changes things, so Gatehouse's own identity never stands in for a caller.
 */
public final class LongCredentials {
    private static final String PLATFORM = "platform";
    private static final String USER = "user";

    private final Credentials credentials;
    private final LongRunning grants;
    private final InstantSource clock;

    public LongCredentials(Credentials credentials, LongRunning grants, InstantSource clock) {
        this.credentials = credentials;
        this.grants = grants;
        this.clock = clock;
    }

    /** What became of the beginning. */
    public sealed interface Begun {
        record Held(LongGrant grant) implements Begun {}

        record Refused(Refusal why, String reason) implements Begun {}
    }

    /**
     * As whom, from now to the end of the work.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Begun begin(Principal caller, Optional<Assertion> assertion, Scope scope) {
        return begin(caller, assertion, scope, Optional.empty());
    }

    /**
     * The same anew, with what an earlier token did not satisfy.
     *
     * @throws dev.gatehouse.kernel.IdentityProviderUnavailable if Entra cannot be reached
     */
    public Begun begin(
            Principal caller,
            Optional<Assertion> assertion,
            Scope scope,
            Optional<ClaimsChallenge> claims) {
        return switch (credentials.mode()) {
            case MANAGED_IDENTITY ->
                    credentials.platformServes(caller.tenant())
                            ? new Begun.Held(new ByPlatform())
                            : new Begun.Refused(Credentials.notServed(), "tenant is not named");
            case OBO, OBO_WITH_FALLBACK -> asUser(caller, assertion, scope, claims);
        };
    }

    private Begun asUser(
            Principal caller,
            Optional<Assertion> assertion,
            Scope scope,
            Optional<ClaimsChallenge> claims) {
        if (caller.kind() == Principal.Kind.APPLICATION) {
            return new Begun.Refused(
                    Refusal.of(
                            RefusalCode.USER_REQUIRED,
                            "An application's token cannot be exchanged on its behalf."),
                    "caller is an application");
        }
        if (assertion.isEmpty()) {
            return new Begun.Refused(
                    Refusal.of(
                            RefusalCode.AUTHENTICATION_REQUIRED,
                            "There is no user token to act with."),
                    "no assertion");
        }
        return switch (grants.begin(assertion.get(), caller.tenant(), scope, claims)) {
            case LongRunning.Exchange.Issued issued ->
                    new Begun.Held(
                            new RenewedGrant(
                                    grants,
                                    clock,
                                    caller.tenant(),
                                    caller.answersChallenges(),
                                    Optional.of(new RenewedGrant.Held(scope, issued.token())),
                                    issued.refresh()));
            case LongRunning.Exchange.Refused(var why) ->
                    new Begun.Refused(
                            GrantRefusals.toRefusal(caller, why), GrantRefusals.reason(why));
        };
    }

    /** What {@link LongGrant#keep} kept; empty if it is no such thing. */
    public Optional<LongGrant> resume(byte[] kept) {
        List<String> parts = List.of(new String(kept, StandardCharsets.UTF_8).split("\n", -1));
        if (parts.equals(List.of(PLATFORM))) {
            return Optional.of(new ByPlatform());
        }
        if (parts.size() != 4 || !parts.getFirst().equals(USER)) {
            return Optional.empty();
        }
        return TenantId.parse(parts.get(1))
                .map(
                        tenant ->
                                new RenewedGrant(
                                        grants,
                                        clock,
                                        tenant,
                                        Boolean.parseBoolean(parts.get(2)),
                                        Optional.empty(),
                                        Optional.of(parts.get(3))
                                                .filter(text -> !text.isEmpty())
                                                .map(RefreshToken::new)));
    }

    static byte[] keepUser(TenantId tenant, boolean cp1, Optional<RefreshToken> refresh) {
        String secret = refresh.map(RefreshToken::value).orElse("");
        return String.join("\n", USER, tenant.toString(), Boolean.toString(cp1), secret)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Gatehouse's own identity, where the mode of the moment permits it. */
    private final class ByPlatform implements LongGrant {
        @Override
        public DownstreamIdentity used() {
            return DownstreamIdentity.PLATFORM;
        }

        @Override
        public Authorization authorize(Scope scope, Optional<ClaimsChallenge> demanded) {
            return credentials.platform(scope);
        }

        @Override
        public Refusal stepUp(ClaimsChallenge claims) {
            return Refusal.of(
                    RefusalCode.CREDENTIAL_UNAVAILABLE,
                    "Azure demands claims of the platform identity's token.");
        }

        @Override
        public byte[] keep() {
            return PLATFORM.getBytes(StandardCharsets.UTF_8);
        }
    }
}
