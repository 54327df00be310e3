package dev.gatehouse.authenticate.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the header of a token. All tokens that one key signed have the same header, so the ones
 * that were in order are kept, by their full text, and read once.
 */
final class Headers {
    private static final int MOST = 256;

    private final Cache<String, JWSHeader> inOrder =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** What became of reading. */
    sealed interface Reading {}

    record InOrder(JWSHeader header) implements Reading {}

    record Faulty(TokenFault fault) implements Reading {}

    /** Reads the first part of a token, which is known to be base64url. */
    Reading read(String part) {
        JWSHeader known = inOrder.getIfPresent(part);
        if (known != null) {
            return new InOrder(known);
        }
        try {
            Map<String, Object> json = CompactToken.object(part);
            if (!"RS256".equals(json.get("alg"))) {
                return new Faulty(TokenFault.ALGORITHM);
            }
            JWSHeader header = JWSHeader.parse(json, new Base64URL(part));
            Optional<TokenFault> fault = HeaderRules.faultOf(header);
            if (fault.isPresent()) {
                return new Faulty(fault.get());
            }
            inOrder.put(part, header);
            return new InOrder(header);
        } catch (ParseException | IllegalArgumentException malformed) {
            return new Faulty(TokenFault.MALFORMED);
        }
    }
}
