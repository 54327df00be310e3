package dev.gatehouse.emulator.registry;

import dev.gatehouse.emulator.web.FormCodec;
import dev.gatehouse.emulator.web.Request;
import dev.gatehouse.emulator.web.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Cuts a registry's lists by {@code n} and {@code last}, with the next page in {@code Link}. */
final class RegistryPages {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private RegistryPages() {}

    /**
     * The page that the request asks for; 400 if {@code n} is no number of 1 or more.
     *
     * @param key what {@code last} names of an item
     * @param body the JSON of the items on the page
     */
    static <T> Response page(
            Request request,
            List<T> items,
            Function<T, String> key,
            Function<List<T>, Map<String, Object>> body) {
        Optional<Integer> size = size(request);
        if (size.isEmpty()) {
            return RegistryError.of(
                    400,
                    "PAGINATION_NUMBER_INVALID",
                    "invalid number of results requested; n must be between 1 and " + MOST);
        }
        int start = request.query("last").map(last -> after(items, key, last)).orElse(0);
        int end = Math.min(items.size(), start + size.get());
        List<T> page = items.subList(start, end);
        Response answer = Response.json(200, body.apply(page));
        if (end == items.size() || page.isEmpty()) {
            return answer;
        }
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("last", key.apply(page.getLast()));
        query.put("n", Integer.toString(size.get()));
        return answer.with(
                "Link", "<" + request.path() + "?" + FormCodec.encode(query) + ">; rel=\"next\"");
    }

    private static Optional<Integer> size(Request request) {
        String text = request.query("n").filter(n -> !n.isEmpty()).orElse("" + USUAL);
        return text.matches("[0-9]{1,6}") && Integer.parseInt(text) > 0
                ? Optional.of(Math.min(MOST, Integer.parseInt(text)))
                : Optional.empty();
    }

    /** Where the items after {@code last} begin, even if that one is gone. */
    private static <T> int after(List<T> items, Function<T, String> key, String last) {
        List<String> keys = items.stream().map(key).toList();
        int at = keys.indexOf(last);
        if (at >= 0) {
            return at + 1;
        }
        return (int) keys.stream().takeWhile(each -> each.compareTo(last) <= 0).count();
    }
}
