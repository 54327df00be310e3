package dev.gatehouse.operate.monitor;

import dev.gatehouse.kernel.ShellWord;
import java.util.Optional;

/**
 * What is known of the platform identity when a command has to name it.
 *
 * @param developer whether it is the Azure CLI's sign-in
 * @param client its client id; unknown for a system-assigned identity
 */
public record PlatformName(boolean developer, Optional<String> client) {
    /** The assignee of a role, as a word of a shell's command line; empty if it is not known. */
    public Optional<String> assignee() {
        return developer
                ? Optional.of("$(az ad signed-in-user show --query id --output tsv)")
                : client.map(ShellWord::of);
    }
}
