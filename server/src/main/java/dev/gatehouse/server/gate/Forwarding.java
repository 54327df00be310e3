package dev.gatehouse.server.gate;

import dev.gatehouse.act.upstreams.HeaderHygiene;
import dev.gatehouse.act.upstreams.OwnCookies;
import dev.gatehouse.server.desk.Destination;
import dev.gatehouse.server.desk.Passage;
import dev.gatehouse.server.http.Answer.Header;
import dev.gatehouse.server.http.CookieNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/** Which headers pass, in both directions, and which are added. */
final class Forwarding {
    private final GateSettings settings;
    private final String publicScheme;
    private final String publicAuthority;
    private final String publicOrigin;
    private final OwnCookies own;

    Forwarding(GateSettings settings, CookieNames cookies) {
        this.settings = settings;
        this.publicScheme = settings.publicUrl().getScheme();
        this.publicAuthority = settings.publicUrl().getAuthority();
        this.publicOrigin = publicScheme + "://" + publicAuthority;
        this.own = new OwnCookies(Set.of(cookies.session(), cookies.signIn()));
    }

    /**
     * Fills {@code out} for the upstream: what the caller sent, cleaned, and what the passage says.
     * The host is the upstream's own; ours is told in {@code X-Forwarded-Host}. HTTP/2 splits
     * cookies, HTTP/1.1 wants them in one line (RFC 9113 section 8.2.3).
     */
    void toUpstream(HttpServerRequest request, MultiMap out, Passage passage, String requestId) {
        MultiMap in = request.headers();
        String named = in.get("connection");
        String cookies = "";
        for (Map.Entry<String, String> header : in) {
            String name = header.getKey();
            if (HeaderHygiene.dropsInbound(name)
                    || (name.length() == 4 && name.equalsIgnoreCase("host"))
                    || (named != null && HeaderHygiene.namedByConnection(named, name))) {
                continue;
            }
            if (name.length() == 6 && name.equalsIgnoreCase("cookie")) {
                String kept = own.foreign(header.getValue());
                if (!kept.isEmpty()) {
                    cookies = cookies.isEmpty() ? kept : cookies + "; " + kept;
                }
            } else {
                out.add(name, header.getValue());
            }
        }
        if (!cookies.isEmpty()) {
            out.set("cookie", cookies);
        }
        for (Header header : passage.toUpstream()) {
            out.set(header.name(), header.value());
        }
        out.set("X-Request-ID", requestId);
        out.set("X-Forwarded-For", forwardedFor(request));
        out.set("X-Forwarded-Proto", publicScheme);
        out.set("X-Forwarded-Host", publicAuthority);
    }

    /** The caller's address; what stood there before counts from a trusted proxy alone (W12). */
    private String forwardedFor(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        if (settings.proxied() && isTrusted(address)) {
            String before = request.headers().get("x-forwarded-for");
            return before == null ? address : before + ", " + address;
        }
        return address;
    }

    private boolean isTrusted(String address) {
        return !address.isEmpty() && settings.trustedProxy().test(InetAddress.ofLiteral(address));
    }

    /**
     * Fills {@code out} for the caller. Links to the upstream's own origin become links through
     * Gatehouse.
     */
    void toCaller(
            MultiMap in,
            MultiMap out,
            Destination.Proxied proxied,
            Passage passage,
            String requestId) {
        String named = in.get("connection");
        for (Map.Entry<String, String> header : in) {
            String name = header.getKey();
            if (!HeaderShape.isSound(name, header.getValue())
                    || HeaderHygiene.dropsOutbound(name)
                    || (named != null && HeaderHygiene.namedByConnection(named, name))) {
                continue;
            }
            if (isLink(name)) {
                out.add(name, throughGatehouse(header.getValue(), proxied));
            } else if (!setsOurCookie(name, header.getValue())) {
                out.add(name, header.getValue());
            }
        }
        for (Header header : passage.toCaller()) {
            out.set(header.name(), header.value());
        }
        out.set("X-Request-ID", requestId);
    }

    private static boolean isLink(String name) {
        return (name.length() == 8 && name.equalsIgnoreCase("location"))
                || (name.length() == 20 && name.equalsIgnoreCase("azure-asyncoperation"));
    }

    private String throughGatehouse(String link, Destination.Proxied proxied) {
        String upstream = proxied.upstream().url().toString();
        String base =
                upstream.endsWith("/") ? upstream.substring(0, upstream.length() - 1) : upstream;
        boolean same =
                link.startsWith(base)
                        && (link.length() == base.length()
                                || link.charAt(base.length()) == '/'
                                || link.charAt(base.length()) == '?');
        return same ? publicOrigin + proxied.stripPrefix() + link.substring(base.length()) : link;
    }

    private boolean setsOurCookie(String name, String value) {
        return name.length() == 10 && name.equalsIgnoreCase("set-cookie") && own.setBy(value);
    }
}
