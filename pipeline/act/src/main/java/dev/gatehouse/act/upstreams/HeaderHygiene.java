package dev.gatehouse.act.upstreams;

/**
 * Which headers do not pass the gate. What an upstream trusts, Gatehouse alone sets: drop first,
 * then set.
 *
 * <p>For each header of every request, so nothing here allocates.
 */
public final class HeaderHygiene {
    private static final HeaderNames INBOUND =
            new HeaderNames(
                    // hop by hop, RFC 9110 section 7.6.1, and the old ones of RFC 2616
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "proxy*",
                    // the credential for Gatehouse itself
                    "authorization",
                    // who calls, as Gatehouse, Easy Auth and other gates tell it
                    "x-gatehouse*",
                    "x-downstream-identity",
                    "x-ms-client-principal*",
                    "x-ms-token-*",
                    "x-zumo-auth",
                    "x-auth-request-*",
                    "x-remote-*",
                    "remote-*",
                    "x-webauth-*",
                    "x-goog-*",
                    "x-amzn-oidc-*",
                    "cf-access-*",
                    "tailscale-*",
                    // a client certificate that App Service, nginx or RFC 9440 vouch for
                    "x-arr-*",
                    "x-ssl-*",
                    "ssl-client-*",
                    "x-client-cert*",
                    "client-cert*",
                    // where the request came from
                    "forwarded",
                    "x-forwarded*",
                    "x-real-ip",
                    "x-client-ip",
                    "x-cluster-client-ip",
                    "true-client-ip",
                    "client-ip",
                    "cf-connecting-ip",
                    "x-azure-*",
                    "x-envoy-*",
                    // another path or method than the one that was judged
                    "x-original-*",
                    "x-ms-original-url",
                    "x-waws-unencoded-url",
                    "x-rewrite-url",
                    "x-http-method*",
                    "x-method-override");

    private static final HeaderNames OUTBOUND =
            new HeaderNames(
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "proxy*",
                    "x-gatehouse*",
                    "x-downstream-identity",
                    // would lead the client around the gate, RFC 7838
                    "alt-svc");

    /** Framing and routing, which {@code Connection} must not take away. */
    private static final HeaderNames KEPT = new HeaderNames("content-length", "host");

    private HeaderHygiene() {}

    /**
     * Whether a caller's header of this name never reaches an upstream. {@code Cookie} passes here;
     * {@link OwnCookies} takes Gatehouse's own out of it.
     */
    public static boolean dropsInbound(CharSequence headerName) {
        return INBOUND.contains(headerName);
    }

    /**
     * Whether an upstream's header of this name never reaches the caller. {@code Server} passes; so
     * does {@code Set-Cookie}, after {@link OwnCookies} was asked.
     */
    public static boolean dropsOutbound(CharSequence headerName) {
        return OUTBOUND.contains(headerName);
    }

    /**
     * Whether the value of a {@code Connection} header names {@code headerName}, which makes that
     * header hop by hop too (RFC 9110 section 7.6.1). {@code Content-Length} and {@code Host} stay,
     * whatever it says.
     */
    public static boolean namedByConnection(CharSequence connection, CharSequence headerName) {
        int end = connection.length();
        int start = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || connection.charAt(i) == ',') {
                if (sameName(connection, start, i, headerName)) {
                    return !KEPT.contains(headerName);
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean sameName(CharSequence text, int from, int to, CharSequence name) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end - start != name.length() || start == end) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(text.charAt(start + i)) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
