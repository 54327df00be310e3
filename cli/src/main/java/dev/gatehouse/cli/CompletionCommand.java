package dev.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse completion}: a script that completes commands and options. */
@Command(
        name = "completion",
        description = "Print a script with which your shell completes commands and options.",
        footer = {
            "",
            "Example:",
            "  source <(./gatehouse completion bash)",
            "  source <(./gatehouse completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final String ZSH =
            "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    /** The shells it is for. */
    enum Shell {
        bash,
        zsh
    }

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("gatehouse", Main.commandLine(surroundings));
        surroundings.out().print(shell == Shell.zsh ? ZSH + script : script);
        surroundings.out().println("complete -F _complete_gatehouse -o default ./gatehouse");
        return ExitCode.OK.code();
    }
}
