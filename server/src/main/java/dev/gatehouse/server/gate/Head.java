package dev.gatehouse.server.gate;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gate must know of a request's headers, read in one pass over them. */
final class Head {
    private static final int LONGEST_LENGTH = 18;

    private @Nullable String host;
    private @Nullable String authorization;
    private @Nullable String ticket;
    private @Nullable String requestId;
    private @Nullable String length;
    private @Nullable String coding;
    private @Nullable String misshapen;
    private boolean webSocket;
    private boolean expects;
    private int hosts;
    private int credentials;
    private int codings;

    private Head() {}

    static Head of(HttpServerRequest request, String ticketCookie) {
        var head = new Head();
        for (Map.Entry<String, String> header : request.headers()) {
            head.take(header.getKey(), header, ticketCookie);
            head.inspect(header.getKey(), header.getValue());
        }
        if (head.host == null && request.authority() != null) {
            head.host = request.authority().toString();
        }
        return head;
    }

    private void take(String name, Map.Entry<String, String> header, String ticketCookie) {
        switch (name.length()) {
            case 4 -> {
                if (name.equalsIgnoreCase("host")) {
                    host = header.getValue();
                    hosts++;
                }
            }
            case 6 -> {
                if (name.equalsIgnoreCase("cookie")) {
                    if (ticket == null) {
                        ticket = Cookies.in(header.getValue(), ticketCookie);
                    }
                } else if (name.equalsIgnoreCase("expect")) {
                    expects = true;
                }
            }
            case 7 -> {
                if (name.equalsIgnoreCase("upgrade")) {
                    webSocket = header.getValue().equalsIgnoreCase("websocket");
                }
            }
            case 12 -> {
                if (name.equalsIgnoreCase("x-request-id")) {
                    requestId = header.getValue();
                }
            }
            case 13 -> {
                if (name.equalsIgnoreCase("authorization")) {
                    authorization = header.getValue();
                    credentials++;
                }
            }
            case 14 -> {
                if (name.equalsIgnoreCase("content-length")) {
                    length = header.getValue();
                }
            }
            case 17 -> {
                if (name.equalsIgnoreCase("transfer-encoding")) {
                    coding = header.getValue();
                    codings++;
                }
            }
            default -> {}
        }
    }

    private void inspect(String name, String value) {
        if (misshapen == null) {
            misshapen = HeaderShape.fault(name, value);
        }
    }

    /** {@code Host}, or {@code :authority}. */
    @Nullable String host() {
        return host;
    }

    /** More than one credential is none: nobody could say which one was judged. */
    @Nullable String authorization() {
        return credentials > 1 ? "ambiguous" : authorization;
    }

    @Nullable String ticket() {
        return ticket;
    }

    @Nullable String requestId() {
        return requestId;
    }

    boolean webSocket() {
        return webSocket;
    }

    boolean expectsContinue() {
        return expects;
    }

    /** Of the body, as announced; -1 if nothing was. Only after {@link #fault} found nothing. */
    long length() {
        return length == null ? -1 : Long.parseLong(length);
    }

    /**
     * Why the request could be read in more than one way (RFC 9112 sections 3.2 and 6.3), or null.
     * After such a request nobody knows where the next one begins.
     */
    @Nullable String fault(HttpVersion version) {
        if (misshapen != null) {
            return misshapen;
        }
        if (hosts > 1) {
            return "it names two hosts";
        }
        if (coding != null
                && (codings > 1
                        || version != HttpVersion.HTTP_1_1
                        || !coding.equalsIgnoreCase("chunked"))) {
            return "the Transfer-Encoding is not chunked alone";
        }
        if (length != null
                && (length.isEmpty()
                        || length.length() > LONGEST_LENGTH
                        || !length.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            return "the Content-Length is not a number";
        }
        return length != null && coding != null ? "the body has two lengths" : null;
    }

    /**
     * Whether a body follows. HTTP/2 tells only at its end, so there methods that have none by
     * custom have none unless they announce its length.
     */
    boolean hasBody(HttpServerRequest request) {
        if (length != null) {
            return !length.equals("0");
        }
        if (coding != null) {
            return true;
        }
        return request.version() == HttpVersion.HTTP_2
                && !Intake.isRead(request.method().name())
                && !request.isEnded();
    }
}
