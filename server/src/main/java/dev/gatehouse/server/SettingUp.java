package dev.gatehouse.server;

import dev.gatehouse.act.credentials.CredentialUnavailable;
import dev.gatehouse.entra.AzurePlatformCredential;
import dev.gatehouse.entra.Cloud;
import dev.gatehouse.entra.EntraDirectory;
import dev.gatehouse.entra.EntraHttp;
import dev.gatehouse.entra.PlatformIdentity;
import dev.gatehouse.entra.Trust;
import dev.gatehouse.kernel.IdentityProviderUnavailable;
import dev.gatehouse.kernel.TenantId;
import dev.gatehouse.operate.setup.Form;
import dev.gatehouse.operate.setup.Pause;
import dev.gatehouse.operate.setup.Progress;
import dev.gatehouse.operate.setup.SecretWanted;
import dev.gatehouse.operate.setup.Setup;
import dev.gatehouse.operate.setup.SetupStopped;
import dev.gatehouse.operate.setup.Wanted;
import dev.gatehouse.server.config.GatehouseConfig;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code setup}: the app registration that a configuration needs, without listeners and without a
 * data directory.
 */
public final class SettingUp implements AutoCloseable {
    /** How pages sign in. */
    public enum Browser {
        /** Gatehouse does it for them; the platform "Web". */
        SESSION,
        /** The page itself does; the platform "Single-page application". */
        SPA,
        /** Either. */
        BOTH
    }

    /** Whether a client secret is made. */
    public enum Secret {
        NONE,
        /** Unless there is one that still holds. */
        NEW,
        /** In any case. */
        ROTATED
    }

    /**
     * What the operator asks for besides the configuration.
     *
     * @param displayName of the registration
     * @param identity the managed identity that shall vouch; blank stands for the configured one
     * @param graphToken whose token is used; empty stands for the Azure CLI's sign-in
     */
    public record Request(
            Browser browser,
            String displayName,
            Optional<String> identity,
            Secret secret,
            Optional<String> graphToken) {
        /** The token is left out. */
        @Override
        public String toString() {
            return "Request[" + displayName + ", " + browser + "]";
        }
    }

    /** It cannot go on. The message says what helps; it holds no secret. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped(String message) {
            super(message);
        }
    }

    private final Cloud cloud;
    private final EntraHttp http;
    private final Wanted wanted;
    private final Setup setup;

    /**
     * @throws Stopped if the tenant cannot be found, or the request does not fit the configuration
     */
    public SettingUp(GatehouseConfig config, Request request, InstantSource clock) {
        this.cloud = Settings.cloud(config.entra().cloud());
        this.http = new EntraHttp(Trust.of(cloud.caFile()));
        try {
            TenantId home = Settings.home(config.entra().tenant(), cloud, http);
            this.wanted = new Registration(config, cloud, home).wanted(request);
            Supplier<String> token =
                    request.graphToken()
                            .<Supplier<String>>map(given -> () -> given)
                            .orElseGet(() -> azureCli(config, home, clock));
            this.setup =
                    new Setup(
                            wanted,
                            new Setup.Means(
                                    new GraphDirectory(
                                            new EntraDirectory(cloud, http, token, clock), home),
                                    clock,
                                    Pause.SLEEP));
        } catch (IdentityProviderUnavailable | IllegalArgumentException unfit) {
            http.close();
            throw new Stopped(String.valueOf(unfit.getMessage()));
        } catch (Stopped unfit) {
            http.close();
            throw unfit;
        }
    }

    private Supplier<String> azureCli(GatehouseConfig config, TenantId home, InstantSource clock) {
        var identity = new PlatformIdentity.DeveloperCli(home.toString());
        var credential = new AzurePlatformCredential(identity, cloud, http, clock);
        return () -> credential.token(Settings.graphScope(config.entra().cloud())).value();
    }

    /**
     * What would be done.
     *
     * @throws Stopped if the directory cannot be read
     */
    public SetupReport plan() {
        return stopping(() -> SetupReport.of(setup.plan()));
    }

    /**
     * Does it.
     *
     * @param progress hears a line for each step
     * @throws Stopped if the directory cannot be read; a step that fails is in the report
     */
    public SetupReport apply(Consumer<String> progress) {
        return stopping(
                () -> SetupReport.of(setup.apply(telling(progress)), wanted.client().isEmpty()));
    }

    /**
     * The same as a text for reviewers, without a secret. Asks the directory only if an upstream
     * has a scope of its own.
     *
     * @param form {@code az}, {@code bicep} or {@code terraform}
     * @throws Stopped if there is no such form, or the directory is needed and cannot be read
     */
    public String written(String form) {
        Form known =
                Form.named(form)
                        .orElseThrow(
                                () ->
                                        new Stopped(
                                                "--write takes az, bicep or terraform, not "
                                                        + form));
        return stopping(() -> setup.written(known, cloud.graph()));
    }

    private <T> T stopping(Supplier<T> work) {
        try {
            return work.get();
        } catch (SetupStopped stopped) {
            throw new Stopped(String.valueOf(stopped.getMessage()));
        } catch (CredentialUnavailable none) {
            throw new Stopped(
                    "The Azure CLI gives no token for Microsoft Graph. Sign in: az login --tenant "
                            + wanted.tenant());
        }
    }

    private static Progress telling(Consumer<String> progress) {
        return new Progress() {
            @Override
            public void done(String step) {
                progress.accept("done     " + step);
            }

            @Override
            public void waiting(String step, String why) {
                progress.accept("waiting  " + step + ": " + why);
            }
        };
    }

    static SecretWanted secret(Secret secret) {
        return switch (secret) {
            case NONE -> SecretWanted.NONE;
            case NEW -> SecretWanted.IF_MISSING;
            case ROTATED -> SecretWanted.ANOTHER;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
