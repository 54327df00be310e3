package dev.gatehouse.cli;

import dev.gatehouse.server.config.CloudConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** In whose name {@code setup} speaks to Microsoft Graph. */
final class SetupApprover {
    private static final String GRAPH = "https://graph.microsoft.com";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String CONTOSO = "c0000000-0000-4000-8000-000000000001";

    @ArgGroup(exclusive = false)
    private @Nullable EmulatorTokens cast;

    @Option(
            names = "--token-from-env",
            paramLabel = "NAME",
            description =
                    "Use the Graph token in that environment variable, not the Azure CLI's sign-in.")
    private @Nullable String variable;

    /** The token to use; empty stands for the Azure CLI's sign-in. */
    Optional<String> token(Map<String, String> environment) {
        if (cast != null) {
            return Optional.of(cast.token(GRAPH));
        }
        return Optional.ofNullable(variable).map(name -> from(environment, name));
    }

    /** The tenant, when there is no file and it is about the emulator; else nothing. */
    List<String> tenant() {
        return cast == null ? List.of() : List.of("entra.tenant=" + CONTOSO);
    }

    /** The running emulator's addresses in the place of any other cloud's; else nothing. */
    List<String> cloud() {
        if (cast == null) {
            return List.of();
        }
        String pages = "http://localhost:" + cast.port();
        return List.of(
                "entra.cloud.authority=https://localhost:" + EmulatorPorts.httpsFor(cast.port()),
                "entra.cloud.browser-authority=" + pages,
                "entra.cloud.arm=" + pages,
                "entra.cloud.graph=" + pages,
                "entra.cloud.imds=" + pages);
    }

    /** Whether the approver's token may go to that cloud: the emulator's goes to the emulator. */
    boolean fits(CloudConfig cloud) {
        return cast == null
                || (cloud instanceof CloudConfig.Custom custom
                        && LOOPBACK.contains(custom.graph().getHost()));
    }

    private static String from(Map<String, String> environment, String name) {
        String token = environment.getOrDefault(name, "").strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new CommandFailed(
                    ExitCode.USAGE, "The environment variable " + name + " holds no token.");
        }
        return token;
    }
}
