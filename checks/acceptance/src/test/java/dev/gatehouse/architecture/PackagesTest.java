package dev.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private final JavaClasses classes = Product.classes();

    /** Otherwise a rule holds because it sees nothing. */
    @Test
    void everyPackageOfTheSourcesIsSeenByTheRules() {
        Set<String> seen =
                classes.stream().map(type -> type.getPackageName()).collect(Collectors.toSet());
        assertThat(seen).containsAll(new TreeSet<>(Product.packages()));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked =
                classes.stream()
                        .map(type -> type.getPackage())
                        .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }
}
