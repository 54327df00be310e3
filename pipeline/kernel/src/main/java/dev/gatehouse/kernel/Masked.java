package dev.gatehouse.kernel;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a line of text what must never leave the process: bearer tokens, JWTs, signatures
 * and keys of storage links, values that are named secret, and long runs of base64. Ids (GUIDs) are
 * cut to their first eight characters, except the request id, by which lines are found.
 *
 * <p>The last line of defence, at every log and before every foreign text that is shown.
 */
public final class Masked {
    private static final String MASK = "***";

    private static final Pattern JWT =
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]*){1,4}");
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?i)(authorization\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?(?:bearer|basic|pop)\\s+)"
                            + "[^\\s\"'\\\\,;]{8,}");

    /** "Basic authentication is off" hides nothing; whatever else follows may be a credential. */
    private static final Pattern SCHEME =
            Pattern.compile(
                    "(?i)\\b(bearer|basic|pop)(\\s+)"
                            + "(?!(?:authentication|authorization|challenges?|credentials?)\\b)"
                            + "[A-Za-z0-9._~+/=-]{8,}");

    private static final String NAMES =
            "(?i)([\\w-]*(?:password|passwd|secret|token|assertion|verifier|cookie|api-?_?key"
                    + "|accountkey|sharedaccesskey|authorization)";
    private static final Pattern ASSIGNED =
            Pattern.compile(
                    NAMES
                            + "|[?&](?:sig|code|state))"
                            + "(\\\\?[\"']?\\s*=\\s*\\\\?[\"']?|\\\\?[\"']\\s*:\\s*\\\\?[\"'])"
                            + "([^\\s\"'\\\\&;,)}\\]]+)");

    /** Not after an error code that ends like the name of a secret: a sentence follows there. */
    private static final Pattern TOLD =
            Pattern.compile(
                    "(?<![\\w-])(?!(?:Invalid|Expired|Missing|Malformed|Revoked)[A-Za-z]+:)"
                            + NAMES
                            + ")(\\s*:\\s*\\\\?[\"']?)([^\\s\"'\\\\&;,)}\\]]+)");

    private static final Pattern GUID =
            Pattern.compile(
                    "(?i)(?<!request_?id[^A-Za-z0-9]{1,5})\\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-"
                            + "[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{40,}={0,2}");

    private Masked() {}

    /** {@code text} without what must not be seen. */
    public static String text(String text) {
        String masked = JWT.matcher(text).replaceAll(MASK);
        masked = HEADER.matcher(masked).replaceAll("$1" + MASK);
        masked = SCHEME.matcher(masked).replaceAll("$1$2" + MASK);
        masked = ASSIGNED.matcher(masked).replaceAll("$1$2" + MASK);
        masked = TOLD.matcher(masked).replaceAll("$1$2" + MASK);
        masked = ids(masked);
        return RUN.matcher(masked).replaceAll(Masked::unlessWords);
    }

    /** The text with its GUIDs cut to eight characters, and nothing else masked. */
    public static String ids(String text) {
        return GUID.matcher(text).replaceAll("$1…");
    }

    /**
     * The same on one line, cut after it was masked, so that half a secret never escapes the mask.
     *
     * @param longest how many characters are kept, 2 or more; the last is an ellipsis if it was cut
     */
    public static String line(String text, int longest) {
        String whole = text(CONTROL.matcher(text).replaceAll(" ")).strip();
        if (whole.length() <= longest) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return whole.substring(0, end) + "…";
    }

    /** A run is kept if it cannot be base64 of a secret: no digit, or a path in one letter case. */
    private static String unlessWords(MatchResult run) {
        String text = run.group();
        boolean digit = text.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean upper = text.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        boolean lower = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        boolean path = text.indexOf('/') >= 0 && !(upper && lower);
        return digit && !path ? MASK : text;
    }
}
