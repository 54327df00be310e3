package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.arm.ArmFault;
import dev.gatehouse.operate.arm.Asked;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a failed question what is amiss, who can mend it, and with which command. */
public final class Degradations {
    private final PlatformName platform;

    public Degradations(PlatformName platform) {
        this.platform = platform;
    }

    /** What is amiss with an answer; empty if nothing is. */
    public Optional<Degradation> of(Asked<?> asked, Target target) {
        return switch (asked) {
            case Asked.Answered<?> _ -> Optional.empty();
            case Asked.Refused<?>(var why, var _) -> Optional.of(of(why, target));
            case Asked.Failed<?>(var fault, var used, var _) ->
                    Optional.of(of(fault, used, target));
        };
    }

    /** What a refused question means. */
    public Degradation of(Refusal why, Target target) {
        Degraded reason = DegradedReasons.of(why);
        Acting acting =
                why.code() == RefusalCode.CREDENTIAL_UNAVAILABLE
                        ? acting(DownstreamIdentity.PLATFORM, target)
                        : acting(DownstreamIdentity.USER, target);
        return new Degradation(
                reason,
                acting,
                detail(why),
                command(reason, acting, target, Optional.empty()),
                link(reason, acting, target, why),
                seconds(why),
                why.challenge());
    }

    /** What Azure's error means. */
    public Degradation of(ArmFault fault, DownstreamIdentity used, Target target) {
        Degraded reason = DegradedReasons.of(fault);
        Acting acting = acting(used, target);
        return new Degradation(
                reason,
                acting,
                detail(fault),
                command(reason, acting, target, fault.tenant()),
                SignInLink.of(reason, acting, fault.tenant().orElse(target.caller().tenant())),
                fault.retryAfter(),
                Optional.empty());
    }

    /**
     * A reason that was found by looking at good answers.
     *
     * @param detail what was found
     */
    public Degradation of(Degraded reason, String detail, DownstreamIdentity used, Target target) {
        Acting acting = acting(used, target);
        return new Degradation(
                reason,
                acting,
                detail,
                command(reason, acting, target, Optional.empty()),
                SignInLink.of(reason, acting, target.caller().tenant()),
                Optional.empty(),
                Optional.empty());
    }

    private Acting acting(DownstreamIdentity used, Target target) {
        if (used == DownstreamIdentity.PLATFORM) {
            return platform.developer() ? Acting.DEVELOPER : Acting.PLATFORM;
        }
        return target.browser() ? Acting.BROWSER : Acting.TOKEN;
    }

    /**
     * The command that helps. None chooses a subscription that the identity does not see, and none
     * signs a caller in to the very tenant whose token was the wrong one.
     *
     * @param owner the tenant that Azure named, if it did
     */
    private Optional<String> command(
            Degraded why, Acting acting, Target target, Optional<TenantId> owner) {
        boolean hidden =
                why == DegradedReason.INVISIBLE_SUBSCRIPTION
                        || why == DegradedReason.SUBSCRIPTION_NOT_FOUND;
        boolean ownerUnknown =
                why == DegradedReason.AUTH_WRONG_TENANT
                        && owner.filter(
                                        it ->
                                                acting == Acting.DEVELOPER
                                                        || !it.equals(target.caller().tenant()))
                                .isEmpty();
        return hidden || ownerUnknown
                ? Optional.empty()
                : new Commands(acting, target, platform, owner.map(TenantId::toString))
                        .forReason(why);
    }

    private static Optional<String> link(
            Degraded reason, Acting acting, Target target, Refusal why) {
        return Optional.ofNullable(why.extras().get("admin_consent"))
                .or(
                        () ->
                                why.challenge()
                                        .filter(
                                                _ ->
                                                        acting == Acting.BROWSER
                                                                || acting == Acting.TOKEN)
                                        .map(
                                                claims ->
                                                        SignInLink.with(
                                                                claims, target.caller().tenant())))
                .or(() -> SignInLink.of(reason, acting, target.caller().tenant()));
    }

    private static String detail(Refusal why) {
        var detail = new StringBuilder(why.detail());
        append(detail, "AADSTS", why.extras().get("aadsts"));
        append(detail, "correlation id ", why.extras().get("correlation_id"));
        return detail.toString();
    }

    private static void append(StringBuilder detail, String name, @Nullable String value) {
        if (value != null) {
            detail.append(" (").append(name).append(value).append(')');
        }
    }

    private static String detail(ArmFault fault) {
        return fault.code().isEmpty() ? fault.message() : fault.code() + ": " + fault.message();
    }

    private static Optional<Duration> seconds(Refusal why) {
        return Optional.ofNullable(why.extras().get("retry_after"))
                .filter(text -> text.length() <= 9 && text.chars().allMatch(Character::isDigit))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
