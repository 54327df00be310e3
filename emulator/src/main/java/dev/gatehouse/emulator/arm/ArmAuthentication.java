package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.entra.AccessTokens;
import dev.gatehouse.emulator.entra.Verification;
import dev.gatehouse.emulator.web.Caller;
import dev.gatehouse.emulator.web.Json;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import dev.gatehouse.emulator.world.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Who calls ARM, or the 401 that tells what is wrong with the token. */
final class ArmAuthentication {
    /** All spellings that ARM accepts in {@code aud}. */
    static final List<String> AUDIENCES =
            List.of(
                    "https://management.core.windows.net/",
                    "https://management.core.windows.net",
                    "https://management.azure.com/",
                    "https://management.azure.com");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final AccessTokens tokens;
    private final InstantSource clock;

    ArmAuthentication(AccessTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Result {
        /** The token is good for ARM. */
        record Known(Caller caller) implements Result {}

        /** The 401 to answer. */
        record Unknown(Response answer) implements Result {}
    }

    /**
     * Checks the token of a request.
     *
     * @param subscription the subscription that the path names, if the world has it; its tenant is
     *     told to callers without a good token
     */
    Result authenticate(Request request, Optional<Subscription> subscription) {
        Optional<UUID> tenant = subscription.map(Subscription::tenant);
        Optional<String> bearer = request.bearer();
        if (bearer.isEmpty()) {
            boolean absent = request.header("authorization").isEmpty();
            return refused(
                    tenant,
                    "AuthenticationFailed",
                    absent
                            ? "Authentication failed. The 'Authorization' header is missing."
                            : "Authentication failed. The 'Authorization' header is provided in an"
                                    + " invalid format.");
        }
        return switch (tokens.check(bearer.get(), AUDIENCES)) {
            case Verification.Valid(Caller caller, Instant _) -> inTenant(caller, tenant);
            case Verification.Expired _ ->
                    refused(tenant, "ExpiredAuthenticationToken", expired(bearer.get()));
            case Verification.WrongAudience _ ->
                    refused(tenant, "InvalidAuthenticationToken", wrongAudience(bearer.get()));
            case Verification.Invalid _ ->
                    bearer.get().chars().filter(c -> c == '.').count() == 2
                            ? refused(
                                    tenant,
                                    "InvalidAuthenticationToken",
                                    "The access token is invalid.")
                            : refused(
                                    tenant,
                                    "AuthenticationFailed",
                                    "Authentication failed. The access token is not a JSON web"
                                            + " token.");
        };
    }

    private Result inTenant(Caller caller, Optional<UUID> tenant) {
        if (tenant.isEmpty() || tenant.get().equals(caller.tenant())) {
            return new Result.Known(caller);
        }
        String message =
                ("The access token is from the wrong issuer '%s'. It must match the tenant '%s'"
                                + " associated with this subscription. Please use the authority (URL)"
                                + " 'https://login.windows.net/%s' to get the token. Note, if the"
                                + " subscription is transferred to another tenant there is no impact to the"
                                + " services, but information about new tenant could take time to propagate"
                                + " (up to an hour). If you just transferred your subscription and see this"
                                + " error message, please try back later.")
                        .formatted(
                                tokens.issuerV1(caller.tenant()),
                                tokens.issuerV1(tenant.get()),
                                tenant.get());
        Result.Unknown refused = refused(tenant, "InvalidAuthenticationTokenTenant", message);
        return new Result.Unknown(refused.answer().by(caller));
    }

    private String expired(String token) {
        Instant end = Instant.ofEpochSecond(claim(token, "exp").map(Long::parseLong).orElse(0L));
        return "The access token expiry UTC time '"
                + TIME.format(end)
                + "' is earlier than current UTC time '"
                + TIME.format(clock.instant())
                + "'.";
    }

    private String wrongAudience(String token) {
        return "The access token has been obtained for wrong audience or resource '"
                + claim(token, "aud").orElse("")
                + "'. It should exactly match with one of the allowed audiences '"
                + String.join("','", AUDIENCES)
                + "'.";
    }

    /** A claim of a token whose signature has been checked. */
    private static Optional<String> claim(String token, String name) {
        String payload = token.split("\\.", -1)[1];
        String text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return Json.read(text).map(claims -> claims.path(name).asText());
    }

    private static Result.Unknown refused(Optional<UUID> tenant, String code, String message) {
        String authority =
                "https://login.windows.net/" + tenant.map(UUID::toString).orElse("common");
        String challenge =
                "Bearer authorization_uri=\"%s\", error=\"invalid_token\", error_description=\"%s\""
                        .formatted(authority, message.replace("\"", "'"));
        return new Result.Unknown(
                ArmError.of(401, code, message).with("WWW-Authenticate", challenge));
    }
}
