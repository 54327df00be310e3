package dev.gatehouse.emulator.arm;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts a list into pages: {@code {"value":[…],"nextLink":"…"}}, the link with a {@code $skiptoken}.
 */
final class Paging {
    private static final String SKIP = "$skiptoken";

    private Paging() {}

    /**
     * The page that the request asks for; 400 if its {@code $skiptoken} is not ours.
     *
     * @param size how many items a page has, at least 1
     */
    static Response page(Request request, List<?> items, int size) {
        Optional<Integer> start = request.query(SKIP).map(Paging::decode).orElse(Optional.of(0));
        if (start.isEmpty() || start.get() > items.size()) {
            return ArmError.of(
                    400, "InvalidSkipToken", "The provided '$skiptoken' value is not valid.");
        }
        int end = Math.min(items.size(), start.get() + size);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("value", items.subList(start.get(), end));
        if (end < items.size()) {
            page.put("nextLink", link(request, end));
        }
        return Response.json(200, page);
    }

    private static String link(Request request, int next) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put(SKIP, encode(next));
        return request.origin() + request.path() + "?" + FormCodec.encode(query);
    }

    private static String encode(int start) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("skip:" + start).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return text.matches("skip:[0-9]{1,6}")
                    ? Optional.of(Integer.parseInt(text.substring(5)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
