package dev.gatehouse.emulator.entra;

import dev.gatehouse.emulator.world.World;
import java.util.Objects;

/** Redeems device codes, RFC 8628 section 3.4. */
final class DeviceCodeGrant {
    private final World world;
    private final DeviceCodes codes;
    private final Policy policy;
    private final TokenAnswers answers;

    DeviceCodeGrant(World world, DeviceCodes codes, Policy policy, TokenAnswers answers) {
        this.world = world;
        this.codes = codes;
        this.policy = policy;
        this.answers = answers;
    }

    /**
     * The tokens, once a person has agreed.
     *
     * @throws Refused 900144, 70016, 70018, 70019, 54005, or that of the scope
     */
    TokenAnswers.Answer redeem(TokenEndpoint.Asked asked) {
        DeviceCodes.Pending pending =
                codes.device(asked.need("device_code"))
                        .filter(one -> one.client().equals(asked.client().app().clientId()))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Aadsts.of(
                                                        70018,
                                                        "bad_verification_code",
                                                        "The verification code is invalid.")));
        DeviceCodes.Progress progress = Objects.requireNonNull(pending.progress().get());
        return switch (progress) {
            case DeviceCodes.Progress.Waiting _ -> throw new Refused(waiting(pending));
            case DeviceCodes.Progress.Declined _ ->
                    throw new Refused(
                            Aadsts.of(
                                    70000,
                                    "authorization_declined",
                                    "The end user denied the authorization request."));
            case DeviceCodes.Progress.Redeemed _ -> throw new Refused(again());
            case DeviceCodes.Progress.Approved approved -> {
                TokenAnswers.Answer answer = answer(asked, pending, approved.grant());
                if (!pending.progress()
                        .compareAndSet(progress, new DeviceCodes.Progress.Redeemed())) {
                    throw new Refused(again());
                }
                yield answer;
            }
        };
    }

    private TokenAnswers.Answer answer(
            TokenEndpoint.Asked asked, DeviceCodes.Pending pending, Grant grant) {
        ScopeRequest scope =
                ScopeRequest.first(world, asked.authority().directory(), pending.scope());
        policy.check(grant.person(), asked.client().app(), scope, grant.mfa());
        return answers.forPerson(
                grant, asked.client().proof(), scope, asked.capable(), asked.wantsClientInfo());
    }

    private Aadsts waiting(DeviceCodes.Pending pending) {
        return codes.expired(pending)
                ? Aadsts.of(
                        70019,
                        "expired_token",
                        "Verification code expired. Have the user retry the sign-in.")
                : Aadsts.of(
                        70016,
                        "authorization_pending",
                        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    }

    private static Aadsts again() {
        return Aadsts.invalidGrant(54005, "The device code was already redeemed.");
    }
}
