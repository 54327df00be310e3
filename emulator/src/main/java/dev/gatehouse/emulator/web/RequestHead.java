package dev.gatehouse.emulator.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Request line and headers, RFC 9112 sections 3 and 5.
 *
 * @param path raw, beginning with a slash
 * @param query raw, empty if there is none
 * @param headers names in lower case
 */
record RequestHead(
        String method,
        String path,
        String query,
        String version,
        Map<String, List<String>> headers) {
    private static final Pattern LINE =
            Pattern.compile("([A-Z]{1,20}) (?:https?://[^/?# ]+)?(/[!-~]*) HTTP/(1\\.[01])");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
    private static final int MOST_BYTES = 64 * 1024;

    /**
     * The next head; empty if the connection ended before it began.
     *
     * @throws MalformedRequest 400 or 431
     */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        Budget budget = new Budget();
        Optional<String> first = line(in, budget);
        while (first.filter(String::isEmpty).isPresent()) {
            first = line(in, budget);
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Matcher request = LINE.matcher(first.get());
        if (!request.matches()) {
            throw new MalformedRequest(400, "The request line cannot be read.");
        }
        Map<String, List<String>> headers = new HashMap<>();
        String line = need(line(in, budget));
        while (!line.isEmpty()) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new MalformedRequest(400, "A header cannot be read.");
            }
            headers.computeIfAbsent(
                            header.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.group(2).trim());
            line = need(line(in, budget));
        }
        String version = request.group(3);
        if (version.equals("1.1") && headers.getOrDefault("host", List.of()).size() != 1) {
            throw new MalformedRequest(400, "There is not exactly one Host header.");
        }
        String target = request.group(2);
        int question = target.indexOf('?');
        return Optional.of(
                new RequestHead(
                        request.group(1),
                        question < 0 ? target : target.substring(0, question),
                        question < 0 ? "" : target.substring(question + 1),
                        version,
                        headers));
    }

    /** The values of a header, by its name in lower case. */
    List<String> values(String name) {
        return headers.getOrDefault(name, List.of());
    }

    boolean expectsContinue() {
        return values("expect").stream().anyMatch("100-continue"::equalsIgnoreCase);
    }

    boolean keepsAlive() {
        return version.equals("1.1")
                && values("connection").stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }

    /** A line without its end; empty at the end of the stream. */
    private static Optional<String> line(InputStream in, Budget budget) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            budget.spend();
            bytes.write(next);
            next = in.read();
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private static String need(Optional<String> line) {
        return line.orElseThrow(() -> new MalformedRequest(400, "The request ends too early."));
    }

    private static final class Budget {
        private int spent;

        void spend() {
            if (++spent > MOST_BYTES) {
                throw new MalformedRequest(431, "The headers are larger than 64 KiB.");
            }
        }
    }
}
