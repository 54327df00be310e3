package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the platform identity gets a token for each audience that is used, and the right one.
 *
 * @param audiences for example {@code https://cognitiveservices.azure.com}
 * @param needed whether anything that is configured goes as the platform
 */
public record TokensCheck(
        PlatformCredential platform, Scope arm, List<String> audiences, boolean needed)
        implements Check {
    private static final Set<String> ARM_AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");
    private static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    public TokensCheck {
        audiences = List.copyOf(audiences);
    }

    @Override
    public CheckId id() {
        return CheckId.TOKENS;
    }

    @Override
    public Set<CheckId> needs() {
        return Set.of(CheckId.IDENTITY);
    }

    @Override
    public List<Finding> examine() {
        Optional<ObjectId> principal;
        try {
            principal = TokenClaims.of(platform.token(arm)).flatMap(TokenClaims::object);
        } catch (CredentialUnavailable none) {
            return List.of(
                    needed
                            ? Finding.fail(id(), "There is no token for Azure.", signIn())
                            : Finding.ok(id(), "Not needed: every call goes as the caller."));
        }
        var found = new ArrayList<Finding>();
        for (String audience : audiences) {
            found.add(one(audience, principal).about("Token for " + audience));
        }
        return found;
    }

    private Finding one(String audience, Optional<ObjectId> principal) {
        AccessToken token;
        try {
            token = platform.token(new Scope(audience + "/.default"));
        } catch (CredentialUnavailable none) {
            return Finding.fail(id(), "The platform identity gets none.", signIn());
        }
        Optional<TokenClaims> claims = TokenClaims.of(token);
        if (claims.isEmpty()) {
            return Finding.ok(id(), "There is one; it does not say whom it is for.");
        }
        if (!isFor(audience, claims.get().audience())) {
            return Finding.fail(
                    id(),
                    "It is for " + claims.get().audience() + " instead.",
                    Advice.of("Correct entra.cloud: the addresses belong to different clouds."));
        }
        if (!claims.get().object().equals(principal)) {
            return Finding.fail(
                    id(),
                    "It names another principal than the token for Azure.",
                    Advice.of(
                            "Two identities answer; name the one that is meant in"
                                    + " AZURE_CLIENT_ID."));
        }
        return Finding.ok(id(), "There is one, for the right audience and principal.");
    }

    private static Advice signIn() {
        return Advice.of("Look at the row of the platform identity.").run("gatehouse doctor");
    }

    private static boolean isFor(String wanted, String given) {
        String bare = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        return bare.equalsIgnoreCase(wanted)
                || (ARM_AUDIENCES.contains(wanted) && ARM_AUDIENCES.contains(bare))
                || (wanted.contains("graph") && bare.equals(GRAPH));
    }
}
