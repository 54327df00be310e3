package dev.gatehouse.operate.resources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.kernel.DownstreamIdentity;
import dev.gatehouse.kernel.Masked;
import dev.gatehouse.kernel.Refusal;
import dev.gatehouse.kernel.RefusalCode;
import dev.gatehouse.operate.arm.ArmFault;

/** Azure's errors as refusals: its words short, without secrets and ids. */
final class Faults {
    private static final int LONGEST = 400;

    private Faults() {}

    static boolean passing(ArmFault fault) {
        return fault.status() == 429 || fault.status() >= 500;
    }

    /** Nothing is wrong with the request: nobody there, too slow, or no token at the moment. */
    static boolean passing(RefusalCode code) {
        return code == RefusalCode.UPSTREAM_UNAVAILABLE
                || code == RefusalCode.UPSTREAM_TIMEOUT
                || code == RefusalCode.IDENTITY_PROVIDER_UNAVAILABLE
                || code == RefusalCode.CREDENTIAL_UNAVAILABLE;
    }

    static Refusal refusal(ArmFault fault, DownstreamIdentity used) {
        String who =
                used == DownstreamIdentity.USER
                        ? "the caller"
                        : "the identity that Gatehouse runs as";
        return switch (fault.status()) {
            case 400, 422 -> said(RefusalCode.INVALID_REQUEST, "Azure refuses the request", fault);
            case 401 -> said(RefusalCode.AZURE_FAILED, "Azure does not accept the token", fault);
            case 403 -> said(RefusalCode.FORBIDDEN, "Azure denies this to " + who, fault);
            case 404 -> said(RefusalCode.NOT_FOUND, "Azure does not know the resource", fault);
            case 409, 412 -> said(RefusalCode.CONFLICT, "Azure refuses this now", fault);
            case 429 -> said(RefusalCode.RATE_LIMITED, "Azure throttles requests", fault);
            default ->
                    said(
                            RefusalCode.AZURE_FAILED,
                            "Azure answered with status " + fault.status(),
                            fault);
        };
    }

    /** The {@code error} of work that Azure began and did not bring to its end. */
    static Refusal failed(JsonNode error, String state) {
        return said(
                RefusalCode.AZURE_FAILED,
                "Azure ended the work with state " + words(state),
                error.path("code").asText(""),
                error.path("message").asText(""));
    }

    private static Refusal said(RefusalCode code, String detail, ArmFault fault) {
        return said(code, detail, fault.code(), fault.message());
    }

    private static Refusal said(RefusalCode code, String detail, String azure, String message) {
        String words = words(message);
        Refusal refusal = Refusal.of(code, words.isEmpty() ? detail + "." : detail + ": " + words);
        return azure.isEmpty() ? refusal : refusal.with("azure_code", words(azure));
    }

    /** What Azure says, fit for answers, records and the audit. */
    static String words(String text) {
        return Masked.line(text, LONGEST);
    }
}
