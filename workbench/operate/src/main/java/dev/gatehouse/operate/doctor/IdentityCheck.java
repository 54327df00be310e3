package dev.gatehouse.operate.doctor;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.act.credentials.PlatformCredential;
import dev.gatehouse.kernel.ObjectId;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.kernel.ShellWord;
import java.util.List;
import java.util.Optional;

/**
 * Which workload identity answers, and as whom.
 *
 * @param needed whether anything that is configured goes as the platform
 */
public record IdentityCheck(PlatformCredential platform, Scope arm, boolean needed)
        implements Check {
    @Override
    public CheckId id() {
        return CheckId.IDENTITY;
    }

    @Override
    public List<Finding> examine() {
        String kind = platform.describe();
        try {
            Optional<ObjectId> object =
                    TokenClaims.of(platform.token(arm)).flatMap(TokenClaims::object);
            return List.of(
                    object.map(it -> Finding.ok(id(), kind + " answers, principal " + it + "."))
                            .orElseGet(
                                    () ->
                                            Finding.fail(
                                                    id(),
                                                    kind
                                                            + " answers with a token that names no"
                                                            + " principal.",
                                                    Advice.of(
                                                            "Something between here and Azure"
                                                                    + " rewrites tokens; look at the"
                                                                    + " proxy."))));
        } catch (CredentialUnavailable none) {
            return List.of(needed ? missing(kind) : notNeeded(kind));
        }
    }

    private Finding notNeeded(String kind) {
        return Finding.ok(
                id(), kind + " gives no token; none is needed, every call goes as the caller.");
    }

    private Finding missing(String kind) {
        if (kind.startsWith("Azure CLI")) {
            return Finding.fail(
                    id(),
                    "Nobody is signed in to the Azure CLI for this tenant.",
                    Advice.of("Sign in.")
                            .run(
                                    "az login --tenant "
                                            + ShellWord.of(
                                                    kind.substring(kind.lastIndexOf(' ') + 1))));
        }
        if (kind.startsWith("user-assigned")) {
            String named = kind.substring(kind.lastIndexOf(' ') + 1);
            return Finding.fail(
                    id(),
                    kind + " gives no token: no identity of that client id is attached here.",
                    Advice.of(
                                    "The command finds it, by client id or object id. Attach it to"
                                            + " this host, and write its client id, not the object"
                                            + " id, in downstream.managed-identity or"
                                            + " AZURE_CLIENT_ID, whichever names it; with neither,"
                                            + " the system-assigned one answers.")
                            .run(
                                    "az ad sp show --id "
                                            + ShellWord.of(named)
                                            + " --query"
                                            + " '{clientId:appId, alternativeNames:alternativeNames}'"));
        }
        if (kind.equals("system-assigned")) {
            return Finding.fail(
                    id(),
                    "There is no system-assigned identity here.",
                    Advice.of(
                                    "Switch it on for this host, name a user-assigned one in"
                                            + " AZURE_CLIENT_ID, or set AZURE_TENANT_ID to use az"
                                            + " login.")
                            .run("az login"));
        }
        return Finding.fail(
                id(),
                kind + " gives no token.",
                Advice.of("Check the variables AZURE_CLIENT_ID, AZURE_TENANT_ID and its secret."));
    }
}
