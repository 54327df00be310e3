import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Takes the signatures out of the libraries named as arguments, those that have any. The JVM keeps
 * no class of a signed jar in its AOT cache and checks the signature at every start, against no
 * signer in particular. Maven has checked what it fetched. See
 * docs/decisions/2026-11-28-libraries-without-signatures.md.
 */
final class Unsigned {
    private Unsigned() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            Path file = Path.of(jar);
            if (signed(file)) {
                rewrite(file);
            }
        }
    }

    private static boolean signed(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile(), false)) {
            return jar.stream().anyMatch(Unsigned::isSignature);
        }
    }

    private static void rewrite(Path file) throws IOException {
        Path unsigned = file.resolveSibling(file.getFileName() + ".unsigned");
        try (var jar = new JarFile(file.toFile(), false);
                var out = new JarOutputStream(Files.newOutputStream(unsigned))) {
            var manifest = new Manifest();
            manifest.getMainAttributes().putAll(jar.getManifest().getMainAttributes());
            var first = new JarEntry(JarFile.MANIFEST_NAME);
            first.setTime(0);
            out.putNextEntry(first);
            manifest.write(out);
            out.closeEntry();
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !isSignature(entry)) {
                    var kept = new JarEntry(entry.getName());
                    kept.setTime(entry.getTime());
                    out.putNextEntry(kept);
                    jar.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
        }
        Files.move(unsigned, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isSignature(JarEntry entry) {
        return entry.getName().toUpperCase(Locale.ROOT).matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }
}
