package dev.gatehouse.server;

import dev.gatehouse.kernel.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options that say which installation is meant, for commands that are printed about it.
 *
 * @param file the configuration file; empty if everything came from elsewhere
 * @param sets {@code key=value}; one that may hold a secret is never printed
 * @param data the directory for state, keys and audit
 */
public record GivenOptions(Optional<Path> file, List<String> sets, Path data) {
    private static final String SETUP = "gatehouse setup --apply";
    private static final String CHECK = "gatehouse serve --check";
    private static final String DOCTOR = "gatehouse doctor";

    public GivenOptions {
        sets = List.copyOf(sets);
    }

    /** No configuration file, and nothing set. */
    public static GivenOptions of(Path data) {
        return new GivenOptions(Optional.empty(), List.of(), data);
    }

    /** The same for whoever reads it in another directory. */
    GivenOptions absolute() {
        return new GivenOptions(file.map(Path::toAbsolutePath), sets, data.toAbsolutePath());
    }

    /** The row with these options in its command, if that calls {@code gatehouse}. */
    DoctorReport.Row in(DoctorReport.Row row) {
        return new DoctorReport.Row(
                row.check(),
                row.status(),
                row.label(),
                row.detail(),
                row.remedy(),
                row.command().map(this::in).map(GivenOptions::fromHere));
    }

    /** As it is called from the project's folder, which no PATH names. */
    private static String fromHere(String command) {
        return command.startsWith("gatehouse ") ? "./" + command : command;
    }

    /** What the command sets itself stays last and wins. */
    private String in(String command) {
        if (command.startsWith(SETUP)) {
            return SETUP + configuration() + command.substring(SETUP.length());
        }
        for (String reader : List.of(CHECK, DOCTOR)) {
            if (command.startsWith(reader)) {
                return reader + configuration() + directory() + command.substring(reader.length());
            }
        }
        return command;
    }

    private String directory() {
        return " --data " + ShellWord.of(data.toString());
    }

    private String configuration() {
        var words = new StringBuilder();
        file.ifPresent(it -> words.append(" --config ").append(ShellWord.of(it.toString())));
        for (String set : sets) {
            if (!mayHoldASecret(set)) {
                words.append(" --set ").append(ShellWord.of(set));
            }
        }
        return words.toString();
    }

    /**
     * The credential and all that lies above it, however YAML spells it; and whatever calls itself
     * a secret.
     */
    private static boolean mayHoldASecret(String set) {
        String text = set.toLowerCase(Locale.ROOT);
        String key = text.split("=", 2)[0].strip();
        return key.equals("entra")
                || key.startsWith("entra.credential")
                || text.contains("secret")
                || text.contains("password");
    }
}
