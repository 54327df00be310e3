package dev.gatehouse.authorize;

import dev.gatehouse.kernel.RequestPath;
import dev.gatehouse.kernel.RequestPath.Ambiguous;
import dev.gatehouse.kernel.RequestPath.Normalized;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths a rule speaks of: literal segments, {@code *} for exactly one segment, and {@code **}
 * at the end for the rest, which may be nothing. {@code /orders/**} therefore covers {@code
 * /orders} as well.
 *
 * <p>Letter case and a slash at the end make no difference, because many upstreams ignore them. An
 * escape and the character it stands for are the same. {@code *} and {@code **} are wildcards only
 * as whole segments; within a segment a star is refused, so that nothing looks like a wildcard that
 * is none.
 */
public final class PathPattern {
    private final String text;
    private final List<String> segments;
    private final boolean rest;

    private PathPattern(String text, List<String> segments, boolean rest) {
        this.text = text;
        this.segments = List.copyOf(segments);
        this.rest = rest;
    }

    /**
     * Reads a pattern as it stands in the configuration.
     *
     * @throws IllegalArgumentException with a sentence for people, if it is not a pattern
     */
    public static PathPattern of(String text) {
        String literal = text.endsWith("/**") ? text.substring(0, text.length() - 2) : text;
        switch (RequestPath.normalize(literal)) {
            case Ambiguous(String why) -> throw new IllegalArgumentException(why);
            case Normalized(RequestPath path) -> {
                if (!path.value().equals(literal)) {
                    throw new IllegalArgumentException("write the path as " + path.value());
                }
            }
        }
        if (literal.contains("%2A")) {
            throw new IllegalArgumentException("a star cannot be matched as a character");
        }
        var segments = new ArrayList<String>();
        for (String segment : PathText.folded(literal).substring(1).split("/")) {
            if (segment.length() > 1 && segment.indexOf('*') >= 0) {
                throw new IllegalArgumentException(
                        "a star stands for a whole segment, and ** for the rest at the end");
            }
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return new PathPattern(text, segments, text.endsWith("/**"));
    }

    /** The folded segments; {@code *} is the wildcard. */
    List<String> segments() {
        return segments;
    }

    /** Whether the pattern ends in {@code **}. */
    boolean rest() {
        return rest;
    }

    /** How many literal segments the pattern begins with. */
    public int literalSegments() {
        int wildcard = segments.indexOf("*");
        return wildcard < 0 ? segments.size() : wildcard;
    }

    /** Whether the pattern covers {@code path}. For explanations; requests go by {@link Policy}. */
    public boolean matches(RequestPath path) {
        String folded = PathText.folded(path.value());
        int at = 1;
        for (String wanted : segments) {
            int end = PathText.segmentEnd(folded, at);
            boolean same = wanted.equals("*") ? end > at : folded.substring(at, end).equals(wanted);
            if (!same) {
                return false;
            }
            at = Math.min(end + 1, folded.length());
        }
        return rest || at >= folded.length();
    }

    /** Whether every path that {@code other} covers is covered by this pattern too. */
    public boolean covers(PathPattern other) {
        int shared = segments.size();
        if (other.segments.size() < shared || (!rest && other.rest)) {
            return false;
        }
        for (int i = 0; i < shared; i++) {
            String mine = segments.get(i);
            if (!mine.equals("*") && !mine.equals(other.segments.get(i))) {
                return false;
            }
        }
        return rest || other.segments.size() == shared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As written in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
