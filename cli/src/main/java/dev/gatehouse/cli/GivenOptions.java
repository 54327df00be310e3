package dev.gatehouse.cli;

import dev.gatehouse.kernel.ShellWord;
import dev.gatehouse.server.DoctorReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options that say which installation is meant, for commands that are printed about it.
 *
 * @param sets {@code key=value}; one whose key names a secret is never printed
 */
record GivenOptions(Optional<Path> file, List<String> sets, Path data) {
    private static final String SETUP = "gatehouse setup --apply";
    private static final String CHECK = "gatehouse serve --check";

    GivenOptions {
        sets = List.copyOf(sets);
    }

    /** The row with these options in its command, if that calls {@code gatehouse}. */
    DoctorReport.Row in(DoctorReport.Row row) {
        return new DoctorReport.Row(
                row.check(),
                row.status(),
                row.label(),
                row.detail(),
                row.remedy(),
                row.command().map(this::in));
    }

    /** What the command sets itself stays last and wins. */
    private String in(String command) {
        if (command.startsWith(SETUP)) {
            return SETUP + configuration() + command.substring(SETUP.length());
        }
        return command.startsWith(CHECK)
                ? CHECK
                        + configuration()
                        + " --data "
                        + ShellWord.of(data.toString())
                        + command.substring(CHECK.length())
                : command;
    }

    private String configuration() {
        var words = new StringBuilder();
        file.ifPresent(it -> words.append(" --config ").append(ShellWord.of(it.toString())));
        for (String set : sets) {
            if (!isSecret(set)) {
                words.append(" --set ").append(ShellWord.of(set));
            }
        }
        return words.toString();
    }

    /** A whole section may hold a secret, so its text is looked at, too. */
    private static boolean isSecret(String set) {
        String text = set.toLowerCase(Locale.ROOT);
        return text.contains("secret") || text.contains("password");
    }
}
