package dev.gatehouse.entra;

import dev.gatehouse.kernel.GrantRefusal;
import dev.gatehouse.kernel.GrantRefusal.Kind;
import java.util.Optional;

/**
 * What Entra's refusals mean (Microsoft: "Microsoft Entra authentication and authorization error
 * codes"). A known number decides; then {@code suberror}, then {@code error}, then whether claims
 * came along. So claims never turn missing consent or a rejected client credential into a step-up.
 */
final class GrantRefusals {
    private GrantRefusals() {}

    static GrantRefusal of(TokenError error) {
        for (int number : error.numbers()) {
            Optional<Kind> kind = byNumber(number);
            if (kind.isPresent()) {
                return refusal(kind.get(), number, error);
            }
        }
        Kind kind =
                bySuberror(error.suberror())
                        .or(() -> byError(error.error()))
                        .or(() -> error.claims().map(_ -> Kind.STEP_UP_REQUIRED))
                        .orElse(Kind.OTHER);
        return refusal(kind, error.number(), error);
    }

    private static GrantRefusal refusal(Kind kind, int number, TokenError error) {
        return new GrantRefusal(kind, number, error.claims(), error.correlationId());
    }

    private static Optional<Kind> byNumber(int number) {
        return switch (number) {
            case 65001, 65004, 90094, 90095 -> Optional.of(Kind.CONSENT_REQUIRED);
            case 50072, 50074, 50076, 50078, 50079, 50158 -> Optional.of(Kind.STEP_UP_REQUIRED);
            case 500133 -> Optional.of(Kind.ASSERTION_EXPIRED);
            case 50013, 500131 -> Optional.of(Kind.ASSERTION_INVALID);
            case 16000, 50020, 50034, 90072 -> Optional.of(Kind.NOT_IN_TENANT);
            case 50132, 50133, 50173, 54005, 70008, 70043, 700082, 700084 ->
                    Optional.of(Kind.GRANT_ENDED);
            case 50194,
                    65005,
                    650056,
                    650057,
                    70021,
                    700016,
                    700038,
                    700211,
                    700212,
                    700213,
                    700229,
                    7000112,
                    7000114,
                    7000215,
                    7000216,
                    7000218,
                    7000222 ->
                    Optional.of(Kind.CLIENT_CONFIGURATION);
            default -> byRange(number);
        };
    }

    private static Optional<Kind> byRange(int number) {
        if (isWithin(number, 53000, 53099) || isWithin(number, 530000, 530099)) {
            return Optional.of(Kind.BLOCKED_BY_POLICY);
        }
        return isWithin(number, 700020, 700029)
                ? Optional.of(Kind.CLIENT_CONFIGURATION)
                : Optional.empty();
    }

    private static boolean isWithin(int number, int first, int last) {
        return first <= number && number <= last;
    }

    private static Optional<Kind> bySuberror(String suberror) {
        return switch (suberror) {
            case "consent_required" -> Optional.of(Kind.CONSENT_REQUIRED);
            case "basic_action", "additional_action" -> Optional.of(Kind.STEP_UP_REQUIRED);
            case "bad_token", "user_password_expired" -> Optional.of(Kind.GRANT_ENDED);
            default -> Optional.empty();
        };
    }

    private static Optional<Kind> byError(String error) {
        return switch (error) {
            case "consent_required" -> Optional.of(Kind.CONSENT_REQUIRED);
            case "interaction_required", "login_required" -> Optional.of(Kind.STEP_UP_REQUIRED);
            case "invalid_client", "unauthorized_client" -> Optional.of(Kind.CLIENT_CONFIGURATION);
            default -> Optional.empty();
        };
    }
}
