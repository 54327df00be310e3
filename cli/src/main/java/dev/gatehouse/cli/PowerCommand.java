package dev.gatehouse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse start} and {@code gatehouse stop}: clusters on and off. */
abstract class PowerCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final String verb;

    @Mixin private Change change = new Change();

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.aks;

    @Parameters(index = "1", paramLabel = "NAME", description = "The resource's name.")
    private String name = "";

    /** What can be started and stopped. */
    enum Kind {
        aks
    }

    private PowerCommand(Surroundings surroundings, String verb) {
        this.surroundings = surroundings;
        this.verb = verb;
    }

    static PowerCommand start(Surroundings surroundings) {
        return new Start(surroundings);
    }

    static PowerCommand stop(Surroundings surroundings) {
        return new Stop(surroundings);
    }

    @Override
    public Integer call() {
        return change.carryOut(surroundings, "POST", new String[] {kind.name(), name, verb}, "");
    }

    @Command(
            name = "start",
            description = "Start a cluster and follow it until it runs.",
            footer = {
                "",
                "Example:",
                "  ./gatehouse start aks aks-lab --as ada -s \"Contoso Research\" -g rg-lab"
            })
    private static final class Start extends PowerCommand {
        Start(Surroundings surroundings) {
            super(surroundings, "start");
        }
    }

    @Command(
            name = "stop",
            description = "Stop a cluster and follow it until it is stopped.",
            footer = {
                "",
                "Example:",
                "  ./gatehouse stop aks aks-shop --as ada -s \"Contoso Production\" -g rg-shop"
            })
    private static final class Stop extends PowerCommand {
        Stop(Surroundings surroundings) {
            super(surroundings, "stop");
        }
    }
}
