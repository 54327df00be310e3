package dev.gatehouse.authenticate.tokens;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Optional;

/** What a token's header may say (RFC 8725 sections 3.1, 3.5, 3.10, 3.11). */
final class HeaderRules {
    private static final int LONGEST_KEY_ID = 128;

    private HeaderRules() {}

    static Optional<TokenFault> faultOf(JWSHeader header) {
        if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
            return Optional.of(TokenFault.ALGORITHM);
        }
        if (!JOSEObjectType.JWT.equals(header.getType())) {
            return Optional.of(TokenFault.TYPE);
        }
        if (header.getJWK() != null
                || header.getJWKURL() != null
                || header.getX509CertURL() != null
                || header.getX509CertChain() != null) {
            return Optional.of(TokenFault.EMBEDDED_KEY);
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            return Optional.of(TokenFault.CRITICAL_HEADER);
        }
        if (header.getCustomParam("nonce") != null) {
            return Optional.of(TokenFault.HEADER_NONCE);
        }
        String keyId = header.getKeyID();
        return keyId == null || !isKeyId(keyId) ? Optional.of(TokenFault.KEY_ID) : Optional.empty();
    }

    private static boolean isKeyId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_KEY_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!plain && "-_.+=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
