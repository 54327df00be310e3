package dev.gatehouse.authenticate.tokens;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/**
 * A signed token in compact form (RFC 7515 section 3.1), taken apart once. Nothing in it is to be
 * believed before its signature is checked.
 */
record CompactToken(String text, JWSHeader header, Claims claims) {
    /** 16 KiB: a token with 200 groups needs half of it. */
    static final int MOST_CHARACTERS = 16 * 1024;

    /** What became of reading. */
    sealed interface Reading {}

    record Legible(CompactToken token) implements Reading {}

    record Illegible(TokenFault fault) implements Reading {}

    /** Takes {@code text} apart; strict, so that no two texts are the same token. */
    static Reading read(String text, Headers headers) {
        if (text.length() > MOST_CHARACTERS) {
            return new Illegible(TokenFault.TOO_LARGE);
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 1
                || second < first + 2
                || !isBase64Url(text, 0, first)
                || !isBase64Url(text, first + 1, second)
                || !isBase64Url(text, second + 1, text.length())) {
            return new Illegible(TokenFault.MALFORMED);
        }
        return switch (headers.read(text.substring(0, first))) {
            case Headers.Faulty(TokenFault fault) -> new Illegible(fault);
            case Headers.InOrder(JWSHeader header) ->
                    withClaims(text, header, text.substring(first + 1, second));
        };
    }

    private static Reading withClaims(String text, JWSHeader header, String part) {
        try {
            return new Legible(new CompactToken(text, header, new Claims(object(part))));
        } catch (ParseException | IllegalArgumentException malformed) {
            return new Illegible(TokenFault.MALFORMED);
        }
    }

    /** What is signed: the first two parts and the dot between them. */
    byte[] signingInput() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    Base64URL signature() {
        return new Base64URL(text.substring(text.lastIndexOf('.') + 1));
    }

    /** The JSON object in a part that is known to be base64url. */
    static Map<String, Object> object(String part) throws ParseException {
        byte[] json = Base64.getUrlDecoder().decode(part);
        Map<String, Object> object =
                JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
        if (object == null) { // the JSON text "null"
            throw new ParseException("not an object", 0);
        }
        return object;
    }

    /** The alphabet of RFC 4648 section 5, no padding, and no stray bits in the last character. */
    private static boolean isBase64Url(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (sextet(text.charAt(i)) < 0) {
                return false;
            }
        }
        return switch ((to - from) % 4) {
            case 0 -> true;
            case 2 -> (sextet(text.charAt(to - 1)) & 0b1111) == 0;
            case 3 -> (sextet(text.charAt(to - 1)) & 0b11) == 0;
            default -> false;
        };
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }

    @Override
    public String toString() {
        return "CompactToken[" + text.length() + " characters]";
    }
}
