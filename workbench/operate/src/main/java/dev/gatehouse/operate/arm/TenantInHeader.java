package dev.gatehouse.operate.arm;

import dev.gatehouse.kernel.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tenant of a {@code WWW-Authenticate: Bearer authorization_uri="https://host/tenant"} header,
 * with which Azure Resource Manager names the owner of a subscription.
 */
final class TenantInHeader {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern AUTHORITY =
            Pattern.compile(
                    "[\\s,]authorization_uri\\s*=\\s*\"https://[^/\"]+/"
                            + "([0-9A-Fa-f-]{36})[/\"]");

    private TenantInHeader() {}

    /** The tenant, or empty if the header names none by its id. */
    static Optional<TenantId> read(String wwwAuthenticate) {
        if (wwwAuthenticate.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(wwwAuthenticate);
        return authority.find() ? TenantId.parse(authority.group(1)) : Optional.empty();
    }
}
