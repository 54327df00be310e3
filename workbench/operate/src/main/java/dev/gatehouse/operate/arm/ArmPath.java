package dev.gatehouse.operate.arm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A path below Azure Resource Manager's origin, with its query. Made of segments that are encoded
 * one by one, so that no name can lead elsewhere.
 *
 * @param target the encoded path and query, as sent
 */
public record ArmPath(String target) {
    public ArmPath {
        if (!target.startsWith("/") || target.startsWith("//") || !target.contains("?")) {
            throw new IllegalArgumentException("an ARM path begins with one slash and has a query");
        }
    }

    /**
     * @param path decoded, for example {@code /subscriptions/{id}/resourceGroups/rg-shop}
     * @param apiVersion for example {@code 2022-12-01}
     * @throws IllegalArgumentException if a segment is empty, {@code .} or {@code ..}
     */
    public static ArmPath of(String path, String apiVersion) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("an ARM path begins with a slash");
        }
        String encoded =
                Arrays.stream(path.substring(1).split("/", -1))
                        .map(ArmPath::segment)
                        .collect(Collectors.joining("/", "/", ""));
        return new ArmPath(encoded + "?api-version=" + encode(apiVersion));
    }

    /** The same path with one more query parameter, encoded here. */
    public ArmPath with(String name, String value) {
        return new ArmPath(target + "&" + encode(name) + "=" + encode(value));
    }

    private static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("a segment of an ARM path has a name");
        }
        return encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
