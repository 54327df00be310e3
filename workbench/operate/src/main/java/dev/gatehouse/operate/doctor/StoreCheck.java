package dev.gatehouse.operate.doctor;

import dev.gatehouse.kernel.ShellWord;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the data directory can be used, by this account alone. */
public record StoreCheck(Path directory) implements Check {
    private static final long WARN_BELOW = 1L << 30;
    private static final long FAIL_BELOW = 64L << 20;
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");

    @Override
    public CheckId id() {
        return CheckId.STORE;
    }

    @Override
    public List<Finding> examine() {
        Path where = directory.toAbsolutePath().normalize();
        if (!Files.exists(where)) {
            Path parent = where.getParent();
            while (parent != null && !Files.exists(parent)) {
                parent = parent.getParent();
            }
            return List.of(
                    parent != null && Files.isWritable(parent)
                            ? Finding.ok(id(), where + " is made at the first start.")
                            : Finding.fail(
                                    id(),
                                    where + " is not there and cannot be made.",
                                    Advice.of("Make it, for this account alone.")
                                            .run("install -d -m 700 " + word(where))));
        }
        try {
            return examine(where);
        } catch (IOException | UnsupportedOperationException unreadable) {
            return List.of(
                    Finding.fail(
                            id(),
                            where + " cannot be looked at.",
                            Advice.of("Give it to this account.").run("ls -ld " + word(where))));
        }
    }

    private static String word(Path where) {
        return ShellWord.of(where.toString());
    }

    private List<Finding> examine(Path where) throws IOException {
        if (!Files.isDirectory(where) || !Files.isWritable(where)) {
            return List.of(
                    Finding.fail(
                            id(),
                            where + " is no directory that this account may write.",
                            Advice.of("Give it to this account.")
                                    .run("sudo chown \"$(id -un)\" " + word(where))));
        }
        var found = new ArrayList<Finding>();
        if (!PRIVATE.containsAll(Files.getPosixFilePermissions(where))) {
            found.add(
                    Finding.fail(
                            id(),
                            where + " is open to other accounts; it holds keys and sessions.",
                            Advice.of("Close it to others.")
                                    .run("chmod 700 " + word(where))
                                    .curedBy(new Closing(where))));
        }
        FileStore disk = Files.getFileStore(where);
        long free = disk.getUsableSpace();
        Advice space =
                Advice.of("Free some space, or move the directory.").run("df -h " + word(where));
        if (free < WARN_BELOW) {
            String detail = (free >> 20) + " MiB are free.";
            found.add(
                    free < FAIL_BELOW
                            ? Finding.fail(id(), detail, space)
                            : Finding.warn(id(), detail, space));
        }
        return found.isEmpty()
                ? List.of(
                        Finding.ok(id(), where + " is private; " + (free >> 30) + " GiB are free."))
                : found;
    }

    /** Closes the directory to others. */
    private record Closing(Path directory) implements Cure {
        @Override
        public String plan() {
            return "chmod 700 " + directory;
        }

        @Override
        public boolean asApprover() {
            return false;
        }

        @Override
        public Outcome apply() {
            try {
                Files.setPosixFilePermissions(directory, PRIVATE);
                return new Outcome.Done(directory + " is private now.");
            } catch (IOException refused) {
                return new Outcome.NotDone("the directory belongs to another account.");
            }
        }
    }
}
