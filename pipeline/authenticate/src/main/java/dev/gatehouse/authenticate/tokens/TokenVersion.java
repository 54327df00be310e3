package dev.gatehouse.authenticate.tokens;

/** The {@code ver} claim: the format of an Entra access token. */
public enum TokenVersion {
    V1,
    V2
}
