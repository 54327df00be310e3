package dev.gatehouse.operate.rights;

import dev.gatehouse.operate.arm.ArmFault;

/** Why Azure did not tell somebody's rights, as a code of answers. */
public final class Reasons {
    private Reasons() {}

    /** By status and Azure's own code alone; texts differ by language. */
    public static String of(ArmFault fault) {
        return switch (fault.status()) {
            case 401 ->
                    fault.code().equals("InvalidAuthenticationTokenTenant")
                            ? "auth_wrong_tenant"
                            : "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 429 -> "throttled";
            default -> "http_" + fault.status();
        };
    }
}
