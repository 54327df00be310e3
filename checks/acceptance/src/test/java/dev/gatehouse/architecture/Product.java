package dev.gatehouse.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes and the sources that the rules are about. */
final class Product {
    private static final Set<String> NOT_SOURCE = Set.of("target", "node_modules");

    private Product() {}

    /** Every class of Gatehouse on the class path, but for this module's own. */
    static final class Classes implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(new Classes())
                .importPackages("dev.gatehouse");
    }

    /** The folder of the whole project. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no LICENSE above the working directory");
            }
        }
        return folder;
    }

    /** All files under {@code root}, ours only, whose name ends in one of {@code endings}. */
    static List<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(Product::isOurs)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The packages of the product's own sources; tests and benchmarks are no part of it. */
    static Set<String> packages() {
        return files(".java").stream()
                .map(file -> root().relativize(file).toString())
                .filter(file -> file.contains("src/main/java/"))
                .filter(file -> !file.startsWith("checks/benchmarks/"))
                .map(file -> file.substring(file.indexOf("src/main/java/") + 14))
                .map(file -> file.substring(0, file.lastIndexOf('/')).replace('/', '.'))
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(Path file) {
        for (Path part : root().relativize(file)) {
            String name = part.toString();
            if (NOT_SOURCE.contains(name) || (name.startsWith(".") && !name.equals(".ci"))) {
                return false;
            }
        }
        return true;
    }
}
