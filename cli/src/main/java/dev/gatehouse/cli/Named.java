package dev.gatehouse.cli;

import java.util.List;
import java.util.function.Function;

/**
 * A command by its name, made when it is asked for: picocli reads a command by reflection, and all
 * of them would be a fifth of the time that {@code serve} takes to start.
 */
record Named(String name, Function<Surroundings, Object> command) {
    /** In the order of the help. */
    static final List<Named> ALL =
            List.of(
                    new Named("demo", DemoCommand::new),
                    new Named("serve", ServeCommand::new),
                    new Named("emulator", EmulatorCommand::new),
                    new Named("token", TokenCommand::new),
                    new Named("explain", ExplainCommand::new),
                    new Named("audit", AuditCommand::new),
                    new Named("me", MeCommand::new),
                    new Named("subscriptions", SubscriptionsCommand::new),
                    new Named("monitor", MonitorCommand::new),
                    new Named("access-review", AccessReviewCommand::new),
                    new Named("operations", OperationsCommand::new),
                    new Named("start", PowerCommand::start),
                    new Named("stop", PowerCommand::stop),
                    new Named("delete", DeleteCommand::new),
                    new Named("completion", CompletionCommand::new),
                    new Named("doctor", DoctorCommand::new),
                    new Named("setup", SetupCommand::new),
                    new Named("train", TrainCommand::new));

    /** The one that the first word names; all if it names none. */
    static List<Named> asked(List<String> arguments) {
        return arguments.isEmpty()
                ? ALL
                : ALL.stream()
                        .filter(it -> it.name().equals(arguments.getFirst()))
                        .findFirst()
                        .map(List::of)
                        .orElse(ALL);
    }
}
