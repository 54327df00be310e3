package dev.gatehouse.server;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.entra.AzurePlatformCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.TokenTenant;
import dev.gatehouse.kernel.AccessToken;
import dev.gatehouse.kernel.Masked;
import dev.gatehouse.kernel.Scope;
import dev.gatehouse.server.config.EntraConfig;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The credential of whoever runs this process: what the environment names, else the Azure CLI's
 * sign-in.
 *
 * @param token the first one for Azure Resource Manager, just got
 */
record DeveloperCredential(
        PlatformIdentity identity, AzurePlatformCredential credential, AccessToken token) {
    /** What became of looking for it. */
    sealed interface Found {
        record Here(DeveloperCredential credential) implements Found {}

        /** Nobody is signed in, or Entra says no; {@code why} is fit to be shown. */
        record Missing(String why) implements Found {}

        record Unreachable() implements Found {}
    }

    /** Which one there is, by getting a token. Up to half a minute. */
    static Found find(
            EntraConfig entra,
            Map<String, String> environment,
            Cloud cloud,
            EntraHttp http,
            InstantSource clock) {
        Scope scope = Settings.armScope(entra.cloud());
        Optional<PlatformIdentity> named =
                PlatformIdentity.ofDeveloper(environment)
                        .or(
                                () ->
                                        entra.chosen()
                                                .map(Examinations::tenant)
                                                .map(PlatformIdentity.DeveloperCli::new));
        if (named.isPresent()) {
            return token(named.get(), scope, cloud, http, clock);
        }
        return switch (DeveloperToken.of(scope.value())) {
            case DeveloperToken.Refused(String why) -> new Found.Missing(why);
            case DeveloperToken.Issued(String token) ->
                    TokenTenant.of(token)
                            .map(tenant -> new PlatformIdentity.DeveloperCli(tenant.toString()))
                            .map(cli -> token(cli, scope, cloud, http, clock))
                            .orElseGet(() -> new Found.Missing("its token names no tenant"));
        };
    }

    private static Found token(
            PlatformIdentity identity,
            Scope scope,
            Cloud cloud,
            EntraHttp http,
            InstantSource clock) {
        var credential = new AzurePlatformCredential(identity, cloud, http, clock);
        try {
            return new Found.Here(
                    new DeveloperCredential(identity, credential, credential.token(scope)));
        } catch (CredentialUnavailable none) {
            return unanswered(none)
                    ? new Found.Unreachable()
                    : new Found.Missing(identity.describe() + ": " + shown(reason(none)));
        }
    }

    private static boolean unanswered(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof UnknownHostException
                    || at instanceof UnresolvedAddressException
                    || at instanceof HttpTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** What Entra or the Azure CLI said, below what Gatehouse says about it. */
    private static String reason(CredentialUnavailable none) {
        Throwable at = none;
        while (at instanceof CredentialUnavailable && at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    private static String shown(String text) {
        return Masked.line(text, DeveloperToken.LONGEST);
    }
}
