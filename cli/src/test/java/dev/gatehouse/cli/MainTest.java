package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void everyCommandShowsAnExample() {
        var root = Main.commandLine(Run.surroundings(new StringWriter(), new StringWriter()));
        assertThat(root.getSubcommands()).isNotEmpty();
        root.getSubcommands()
                .forEach(
                        (name, command) ->
                                assertThat(command.getUsageMessage())
                                        .as(name)
                                        .contains("Example:", "./gatehouse " + name));
    }

    @Test
    void commandsAreKnownByTheNamesThatTheyShow() {
        var root = Main.commandLine(Run.surroundings(new StringWriter(), new StringWriter()));
        assertThat(root.getSubcommands().keySet())
                .containsExactlyElementsOf(Named.ALL.stream().map(Named::name).toList());
    }

    @Test
    void theCommandThatIsAskedForComesAlone() {
        assertThat(Named.asked(List.of("serve", "--check")))
                .singleElement()
                .satisfies(it -> assertThat(it.name()).isEqualTo("serve"));
        assertThat(Named.asked(List.of("--help"))).isEqualTo(Named.ALL);
        assertThat(Named.asked(List.of())).isEqualTo(Named.ALL);
    }

    @Test
    void completionKnowsEveryCommand() {
        assertThat(Run.of("completion", "bash").out()).contains("serve", "audit", "setup");
    }

    @Test
    void helpIsNotAProblem() {
        var run = Run.of("token", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Usage: gatehouse token");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(Run.of("--version").out().strip()).matches("gatehouse \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void suggestsTheNearestCommand() {
        var run = Run.of("tokne");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown command tokne.", "Did you mean token?");
    }

    @Test
    void anUnknownCommandIsSaidEvenWithHelp() {
        for (String help : new String[] {"--help", "-h", "--version"}) {
            var run = Run.of("create", help);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("Unknown command create.", "See: ./gatehouse --help");
        }
        assertThat(Run.of("--help", "create").err()).contains("Unknown command create.");
    }

    @Test
    void whoWantsToCreateIsSentToTheApi() {
        assertThat(Run.of("create").err()).contains("docs/operations.md");
        assertThat(Run.of("crate").err()).doesNotContain("docs/operations.md");
    }

    /** A line that is wrapped cannot be pasted. */
    @Test
    void noExampleIsWiderThanTheHelp() {
        var root = Main.commandLine(Run.surroundings(new StringWriter(), new StringWriter()));
        for (var command : root.getSubcommands().values()) {
            var usage = command.getCommandSpec().usageMessage();
            assertThat(usage.footer())
                    .as(command.getCommandName())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(usage.width()));
            String help = command.getUsageMessage();
            assertThat(usage.footer()).allSatisfy(line -> assertThat(help).contains(line));
        }
    }

    @Test
    void completionKnowsTheWordsThatAnOptionTakes() {
        String script = Run.of("completion", "bash").out();

        assertThat(script)
                .contains("\"ada\" \"ann\" \"pia\"", "\"az\" \"bicep\" \"terraform\"")
                .contains("\"session\" \"spa\" \"both\"", "\"me\" \"dashboard\"")
                .doesNotContain("SESSION");
    }

    /** Contoso has two subscriptions. */
    @Test
    void everyExampleInAGroupNamesItsSubscription() {
        var root = Main.commandLine(Run.surroundings(new StringWriter(), new StringWriter()));
        for (var command : root.getSubcommands().values()) {
            String whole =
                    String.join("\n", command.getCommandSpec().usageMessage().footer())
                            .replaceAll("\\\\\n *", "");
            for (String line : whole.lines().toList()) {
                if (line.contains(" -g rg-")) {
                    assertThat(line)
                            .contains(
                                    line.contains("rg-shop")
                                            ? "-s \"Contoso Production\""
                                            : "-s \"Contoso Research\"");
                }
            }
        }
    }

    @Test
    void suggestsACommandOfTheLauncher() {
        assertThat(Run.of("tset").err()).contains("Did you mean test?");
    }

    @Test
    void suggestsTheNearestOption() {
        var run = Run.of("token", "--as", "ann", "--audiense=x");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("Unknown option --audiense.", "Did you mean --audience?")
                .contains("See: ./gatehouse token --help");
    }

    @Test
    void doesNotRepeatTheValueOfAnUnknownOption() {
        assertThat(Run.of("token", "--passwort=hunter2").err()).doesNotContain("hunter2");
    }

    @Test
    void saysWhichOptionIsMissing() {
        var run = Run.of("token");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--as");
    }

    @Test
    void withoutACommandShowsWhichThereAre() {
        var run = Run.of();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("token", "explain");
    }
}
