package dev.gatehouse.authenticate.tokens;

import java.net.URI;

/**
 * The hosts that issuers are built from; the tenant is the token's own.
 *
 * @param v1 {@code https://sts.windows.net} in the public cloud: {@code {v1}/{tid}/}
 * @param v2 {@code https://login.microsoftonline.com} in the public cloud: {@code {v2}/{tid}/v2.0}
 */
public record Issuers(URI v1, URI v2) {
    /** Issuers of the public cloud. */
    public static final Issuers PUBLIC_CLOUD =
            new Issuers(
                    URI.create("https://sts.windows.net"),
                    URI.create("https://login.microsoftonline.com"));

    public Issuers {
        v1 = origin(v1);
        v2 = origin(v2);
    }

    /**
     * The {@code iss} that a token of {@code tenant} must have; {@code tenant} as the token spells
     * it.
     */
    String of(TokenVersion version, String tenant) {
        return switch (version) {
            case V1 -> v1 + "/" + tenant + "/";
            case V2 -> v2 + "/" + tenant + "/v2.0";
        };
    }

    private static URI origin(URI uri) {
        String text = uri.toString();
        if (!uri.isAbsolute() || uri.getHost() == null) {
            throw new IllegalArgumentException("an issuer needs a scheme and a host: " + text);
        }
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
