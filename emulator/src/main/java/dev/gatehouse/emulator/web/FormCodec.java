package dev.gatehouse.emulator.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code application/x-www-form-urlencoded}, in queries and in bodies. */
public final class FormCodec {
    private static final int MOST_FIELDS = 200;

    private FormCodec() {}

    /**
     * The fields of {@code text} in their order.
     *
     * @throws MalformedRequest 400, if an escape is broken or there are more than 200 fields
     */
    public static Map<String, List<String>> decode(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST_FIELDS) {
                throw new MalformedRequest(400, "There are more than 200 fields.");
            }
            int equals = pair.indexOf('=');
            String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    /** The fields as text, in their order. */
    public static String encode(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "" : "&")
                                .append(escape(name))
                                .append('=')
                                .append(escape(value)));
        return text.toString();
    }

    /** One path segment without its escapes; a plus sign stays a plus sign. */
    static String segment(String raw) {
        return unescape(raw.replace("+", "%2B"));
    }

    private static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String unescape(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest(400, "A percent escape is broken.");
        }
    }
}
