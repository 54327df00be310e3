package dev.gatehouse.cli;

/**
 * How a further command asks the same Gatehouse as the same caller.
 *
 * @param options as on a shell's command line; may be empty
 * @param factorLeft whether the caller is of the emulator's cast and has proved no second factor
 */
record Again(String options, boolean factorLeft) {
    /** A further command, ready to paste. */
    String command(String words) {
        return "./gatehouse " + words + (options.isEmpty() ? "" : " " + options);
    }

    /** The one that shows how the operation goes on. */
    String following(String id) {
        return command("operations " + id + " --follow");
    }
}
