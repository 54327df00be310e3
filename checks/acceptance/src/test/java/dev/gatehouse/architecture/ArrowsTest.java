package dev.gatehouse.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Which way the arrows between modules point (DESIGN, section 2). */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = Product.Classes.class)
final class ArrowsTest {
    private static final String[] STAGES = {
        "dev.gatehouse.authenticate..",
        "dev.gatehouse.authorize..",
        "dev.gatehouse.act..",
        "dev.gatehouse.audit.."
    };
    private static final String[] ADAPTERS = {"dev.gatehouse.entra..", "dev.gatehouse.store.."};
    private static final String[] WORKBENCH = {
        "dev.gatehouse.operate..", "dev.gatehouse.assist..", "dev.gatehouse.extend.."
    };
    private static final String[] SDKS = {
        "io.vertx..",
        "io.netty..",
        "com.azure..",
        "com.microsoft..",
        "com.google.crypto..",
        "org.sqlite..",
        "org.flywaydb..",
        "java.sql..",
        "picocli.."
    };

    @ArchTest
    static final ArchRule kernelDependsOnTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage("dev.gatehouse.kernel..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "java..", "dev.gatehouse.kernel..", "org.jspecify.."));

    @ArchTest
    static final ArchRule stagesStandAlone =
            SlicesRuleDefinition.slices()
                    .matching("dev.gatehouse.(authenticate|authorize|act|audit)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule stagesKnowTheKernelOnly =
            classes()
                    .that()
                    .resideInAnyPackage(STAGES)
                    .should()
                    .onlyDependOnClassesThat(
                            outsideGatehouse()
                                    .or(resideInAnyPackage("dev.gatehouse.kernel.."))
                                    .or(resideInAnyPackage(STAGES)));

    @ArchTest
    static final ArchRule stagesNameNoServerAndNoSdk =
            noClasses()
                    .that()
                    .resideInAnyPackage(STAGES)
                    .or()
                    .resideInAPackage("dev.gatehouse.kernel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(SDKS);

    @ArchTest
    static final ArchRule onlyTheServerNamesAnAdapter =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.gatehouse.server..", ADAPTERS[0], ADAPTERS[1])
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ADAPTERS);

    @ArchTest
    static final ArchRule adaptersStandAlone =
            SlicesRuleDefinition.slices()
                    .matching("dev.gatehouse.(entra|store)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersKnowThePipelineOnly =
            classes()
                    .that()
                    .resideInAnyPackage(ADAPTERS)
                    .should()
                    .onlyDependOnClassesThat(
                            outsideGatehouse()
                                    .or(resideInAnyPackage("dev.gatehouse.kernel.."))
                                    .or(resideInAnyPackage(STAGES))
                                    .or(resideInAnyPackage(ADAPTERS)));

    @ArchTest
    static final ArchRule workbenchKnowsThePipelineOnly =
            classes()
                    .that()
                    .resideInAnyPackage(WORKBENCH)
                    .should()
                    .onlyDependOnClassesThat(
                            outsideGatehouse()
                                    .or(resideInAnyPackage("dev.gatehouse.kernel.."))
                                    .or(resideInAnyPackage(STAGES))
                                    .or(resideInAnyPackage(WORKBENCH)));

    @ArchTest
    static final ArchRule serverKnowsNeitherCommandsNorEmulator =
            noClasses()
                    .that()
                    .resideInAPackage("dev.gatehouse.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("dev.gatehouse.cli..", "dev.gatehouse.emulator..");

    @ArchTest
    static final ArchRule emulatorImportsNothingOfTheProduct =
            classes()
                    .that()
                    .resideInAPackage("dev.gatehouse.emulator..")
                    .should()
                    .onlyDependOnClassesThat(
                            outsideGatehouse().or(resideInAnyPackage("dev.gatehouse.emulator..")));

    @ArchTest
    static final ArchRule commandsKnowServerEmulatorAndAuditOnly =
            classes()
                    .that()
                    .resideInAPackage("dev.gatehouse.cli..")
                    .should()
                    .onlyDependOnClassesThat(
                            outsideGatehouse()
                                    .or(
                                            resideInAnyPackage(
                                                    "dev.gatehouse.cli..",
                                                    "dev.gatehouse.server..",
                                                    "dev.gatehouse.emulator..",
                                                    "dev.gatehouse.audit..",
                                                    "dev.gatehouse.kernel..")));

    @ArchTest
    static final ArchRule productKnowsNoTestkit =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.gatehouse.testkit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.gatehouse.testkit..");

    @ArchTest
    static final ArchRule eventLoopCodeIsInTheGateAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.gatehouse.server.gate..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule entraIsSpokenToByItsAdapterAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.gatehouse.entra..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.microsoft.aad..", "com.azure.identity..");

    private static DescribedPredicate<JavaClass> outsideGatehouse() {
        return DescribedPredicate.not(resideInAnyPackage("dev.gatehouse.."));
    }
}
