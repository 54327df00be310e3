package dev.gatehouse.authenticate.tokens;

import java.util.Locale;

/**
 * What exactly was wrong with a token: for logs and audit, never for the caller, who could
 * otherwise learn from the answers how to build a better forgery.
 */
public enum TokenFault {
    /** Longer than 16 KiB. */
    TOO_LARGE,
    /** Not three base64url parts with JSON objects in them. */
    MALFORMED,
    /** {@code alg} is not RS256. */
    ALGORITHM,
    /** {@code typ} is not JWT. */
    TYPE,
    /** The header brings its own key: {@code jwk}, {@code jku}, {@code x5u} or {@code x5c}. */
    EMBEDDED_KEY,
    /** The header names critical extensions; none is known. */
    CRITICAL_HEADER,
    /** The header has a {@code nonce}: a token of Microsoft Graph for itself alone. */
    HEADER_NONCE,
    /** {@code kid} is missing or not shaped like one. */
    KEY_ID,
    /** {@code aud} names somebody else. */
    AUDIENCE,
    /** {@code tid} is missing or not a UUID. */
    TENANT,
    /** {@code ver} is neither 1.0 nor 2.0. */
    VERSION,
    /** {@code iss} is not the issuer of the token's own tenant and version. */
    ISSUER,
    /** The tenant is not allowed here. */
    WRONG_TENANT,
    /** {@code exp} or {@code iat} is missing, or a time is not a time. */
    TIMES,
    /** {@code exp} is over. */
    EXPIRED,
    /** {@code nbf} is still to come. */
    NOT_YET_VALID,
    /** The tenant publishes no such key. */
    UNKNOWN_KEY,
    /** The key belongs to another issuer, or is too short. */
    KEY_NOT_FOR_ISSUER,
    /** The signature is not of that key over this token. */
    SIGNATURE,
    /** {@code oid} is missing or not a UUID. */
    NO_OBJECT,
    /** An ID token: it tells a client who signed in and gives no access. */
    ID_TOKEN,
    /** Another claim that matters has the wrong form. */
    CLAIM_FORM,
    /** {@code azp} or {@code appid} is missing. */
    NO_CLIENT,
    /** The application that obtained the token is not on the list. */
    CLIENT,
    /** None of the accepted scopes. */
    SCOPE,
    /** A program without any role. */
    NO_ROLE,
    /** The {@code nonce} of an ID token is not the one of this sign-in. */
    NONCE;

    /** The spelling in logs, for example {@code wrong_tenant}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
