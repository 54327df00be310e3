package dev.gatehouse.server.http;

import dev.gatehouse.kernel.DownstreamIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole answer: what a front door gives back, and what a refusal becomes.
 *
 * @param headers in order; a name may stand more than once ({@code Set-Cookie})
 * @param code the refusal's code for the audit; empty if nothing was refused
 * @param actedAs whose token Gatehouse used to make this answer
 * @param reason why that identity, for the audit; empty if it is the usual one
 */
public record Answer(
        int status,
        List<Header> headers,
        byte[] body,
        String code,
        DownstreamIdentity actedAs,
        String reason) {
    /** One header line. */
    public record Header(String name, String value) {
        public Header {
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("line break in header " + name);
            }
        }
    }

    private static final String IDENTITY = "X-Downstream-Identity";
    private static final byte[] NOTHING = new byte[0];

    public Answer {
        headers = List.copyOf(headers);
    }

    /** An answer made with the usual identity. */
    public Answer(
            int status,
            List<Header> headers,
            byte[] body,
            String code,
            DownstreamIdentity actedAs) {
        this(status, headers, body, code, actedAs, "");
    }

    public static Answer json(int status, String json) {
        return of(status, "application/json; charset=utf-8", json)
                .with("Cache-Control", "no-store");
    }

    public static Answer html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html).with("Cache-Control", "no-store");
    }

    public static Answer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(
                status,
                List.of(new Header("Content-Type", contentType)),
                body,
                "",
                DownstreamIdentity.NONE);
    }

    /** 302, as browsers follow it with GET. */
    public static Answer redirect(String location) {
        return new Answer(
                        302,
                        List.of(new Header("Location", location)),
                        NOTHING,
                        "",
                        DownstreamIdentity.NONE)
                .with("Cache-Control", "no-store");
    }

    public static Answer empty(int status) {
        return new Answer(status, List.of(), NOTHING, "", DownstreamIdentity.NONE);
    }

    public Answer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body, code, actedAs, reason);
    }

    public Answer with(Map<String, String> more) {
        Answer answer = this;
        for (var entry : more.entrySet()) {
            answer = answer.with(entry.getKey(), entry.getValue());
        }
        return answer;
    }

    /** The same answer, remembered in the audit as a refusal. */
    public Answer refusedWith(String refusalCode) {
        return new Answer(status, headers, body, refusalCode, actedAs, reason);
    }

    /**
     * The same answer, remembered in the audit as made with this identity for this reason. Where
     * that is Gatehouse's own, the caller is told.
     */
    public Answer actedAs(DownstreamIdentity identity, String why) {
        var told = new ArrayList<>(headers);
        told.removeIf(header -> header.name().equals(IDENTITY));
        if (identity == DownstreamIdentity.PLATFORM) {
            told.add(new Header(IDENTITY, identity.wire()));
        }
        return new Answer(status, told, body, code, identity, why);
    }
}
