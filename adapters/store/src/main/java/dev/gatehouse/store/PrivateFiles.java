package dev.gatehouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that nobody but this account may read: directory 0700, files 0600. */
final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);
    private static final Set<PosixFilePermission> OWNER_ALL =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> NEW =
            PosixFilePermissions.asFileAttribute(OWNER);

    private PrivateFiles() {}

    /** Makes the directory if it is not there, and closes it to others if it is ours. */
    static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ALL));
        } else if (!Files.getPosixFilePermissions(directory).equals(OWNER_ALL)) {
            try {
                Files.setPosixFilePermissions(directory, OWNER_ALL);
            } catch (IOException e) {
                // A mounted volume may belong to somebody else; what is in it is 0600 all the same.
                LOG.atWarn()
                        .addKeyValue("directory", directory)
                        .setCause(e)
                        .log("store.permissions");
            }
        }
    }

    /** Makes an empty file if it is not there, and closes it to others. */
    static void file(Path file) throws IOException {
        try {
            Files.createFile(file, NEW);
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, OWNER);
        }
    }

    /** Writes the whole file or leaves what was there; on disk when this returns. */
    static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var out =
                FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        NEW)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
