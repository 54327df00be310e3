package dev.gatehouse.authenticate.sessions;

import dev.gatehouse.kernel.TenantId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text from the browser that becomes part of an address. */
final class BrowserInput {
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_PATH = 2048;
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private BrowserInput() {}

    /** A tenant id or a DNS domain, in lower case; empty if it is neither. */
    static Optional<String> tenant(String text) {
        String tenant = text.strip().toLowerCase(Locale.ROOT);
        if (TenantId.parse(tenant).isPresent()) {
            return Optional.of(tenant);
        }
        return tenant.length() <= LONGEST_DOMAIN && DOMAIN.matcher(tenant).matches()
                ? Optional.of(tenant)
                : Optional.empty();
    }

    /**
     * A path on this host with its query, or {@code /} for anything a browser could read otherwise.
     */
    static String localPath(String text) {
        if (text.isEmpty() || text.length() > LONGEST_PATH || text.charAt(0) != '/') {
            return "/";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c == '\\' || c == '"' || c == '<' || c == '>') {
                return "/";
            }
        }
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        return path.contains("//") ? "/" : text;
    }
}
