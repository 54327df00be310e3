package dev.gatehouse.kernel;

/**
 * A path that was normalised once and is matched and forwarded as it stands: absolute, without dot
 * segments, empty segments, encoded slashes, path parameters or characters outside RFC 3986. {@link
 * Normalized} comes from {@link #normalize} alone.
 */
public final class RequestPath {
    private final String value;

    private RequestPath(String value) {
        this.value = value;
    }

    /** What became of a raw path. */
    public sealed interface Normalization {}

    /** It has one meaning, and this is it. */
    public record Normalized(RequestPath path) implements Normalization {}

    /**
     * It could be read in more than one way; {@code why} names the fault without repeating the
     * input.
     */
    public record Ambiguous(String why) implements Normalization {}

    /**
     * Reads the path of a request target (without its query).
     *
     * <p>Refused, because proxies and servers differ on them: encoded slash, backslash or NUL,
     * double encoding, malformed or non-UTF-8 escapes, control characters, {@code ;} parameters,
     * segments that end in a dot or a space, and dot segments that climb above the root. Merged:
     * duplicate slashes and dot segments. Decoded: escapes of unreserved characters (RFC 3986
     * section 6.2.2.2); the rest keep upper-case escapes. Letter case is kept here and ignored when
     * rules are matched.
     */
    public static Normalization normalize(String raw) {
        return PathNormalizer.normalize(raw);
    }

    static RequestPath trusted(String normalized) {
        return new RequestPath(normalized);
    }

    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestPath that && that.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
