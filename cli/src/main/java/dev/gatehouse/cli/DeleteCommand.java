package dev.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse delete}: gone for good, once its name is said twice. */
@Command(
        name = "delete",
        description = {
            "Delete a resource and follow it until it is gone. Say its name again with --confirm."
        },
        footer = {
            "",
            "Example:",
            "  ./gatehouse delete storage stlab001 --confirm stlab001 --as ada \\",
            "    -s \"Contoso Research\" -g rg-lab"
        })
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private Change change = new Change();

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
    private MonitorCommand.Kind kind = MonitorCommand.Kind.aks;

    @Parameters(index = "1", paramLabel = "NAME", description = "The resource's name.")
    private String name = "";

    @Option(
            names = "--confirm",
            required = true,
            paramLabel = "NAME",
            description = "The name once more, so that no slip deletes anything.")
    private String confirm = "";

    DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!confirm.equals(name)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--confirm says " + confirm + ", not " + name + ": nothing was deleted.");
        }
        return change.carryOut(surroundings, "DELETE", new String[] {kind.name(), name}, confirm);
    }
}
