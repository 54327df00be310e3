package dev.gatehouse.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.gatehouse.authenticate.tokens.OwnCredential;
import dev.gatehouse.kernel.Principal;
import dev.gatehouse.server.DirectEstate;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** How the code is written (STYLE), as far as classes show it. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = Product.Classes.class)
final class HabitsTest {
    private static final String CLI = "dev.gatehouse.cli..";
    private static final String TESTKIT = "dev.gatehouse.testkit..";
    private static final String[] STAGES = {
        "dev.gatehouse.kernel..",
        "dev.gatehouse.authenticate..",
        "dev.gatehouse.authorize..",
        "dev.gatehouse.act..",
        "dev.gatehouse.audit.."
    };

    @ArchTest
    static final ArchRule onlyAuthenticationMakesAPrincipal =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.gatehouse.authenticate..", TESTKIT)
                    .and()
                    .doNotBelongToAnyOf(Principal.class)
                    .should()
                    .callConstructorWhere(
                            DescribedPredicate.describe(
                                    "of Principal",
                                    call -> call.getTargetOwner().isEquivalentTo(Principal.class)));

    /** It believes a token unchecked, which is right only where this process got it itself. */
    @ArchTest
    static final ArchRule ownCredentialIsForTheDirectEstateAlone =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(DirectEstate.class, OwnCredential.class)
                    .should()
                    .dependOnClassesThat(type(OwnCredential.class));

    @ArchTest
    static final ArchRule timeIsPassedIn =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CLI, TESTKIT)
                    .should()
                    .callMethodWhere(
                            callTo("now", Instant.class)
                                    .or(callTo("now", LocalDate.class))
                                    .or(callTo("now", LocalDateTime.class))
                                    .or(callTo("now", OffsetDateTime.class))
                                    .or(callTo("now", ZonedDateTime.class))
                                    .or(callTo("system.*", InstantSource.class))
                                    .or(callTo("(system|tick).*", Clock.class))
                                    .or(callTo("currentTimeMillis", System.class)));

    @ArchTest
    static final ArchRule environmentIsReadInConfigurationAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(CLI, "dev.gatehouse.server.config..")
                    .should()
                    .callMethodWhere(callTo("getenv", System.class));

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto)(\\$.*)?");

    @ArchTest
    static final ArchRule packagesAreNounsOfTheField =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..dto..", "..service..", "..exceptions..", "..util..", "..common..");

    @ArchTest
    static final ArchRule nothingIsSharedByBeingStatic =
            fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();

    @ArchTest
    static final ArchRule nothingIsSharedByThread =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            assignableTo(ThreadLocal.class)
                                    .or(type(ScopedValue.class))
                                    .as("thread locals"));

    @ArchTest
    static final ArchRule stagesAreBlockingFunctions =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(STAGES)
                    .and()
                    .arePublic()
                    .should()
                    .haveRawReturnType(
                            assignableTo(CompletionStage.class).or(assignableTo(Future.class)));

    @ArchTest
    static final ArchRule noMethodThrowsJustAnything =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat(DescribedPredicate.not(assignableTo(Callable.class)))
                    .should()
                    .declareThrowableOfType(Exception.class)
                    .orShould()
                    .declareThrowableOfType(Throwable.class);

    @ArchTest
    static final ArchRule thrownExceptionsSayWhatHappened =
            GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule onlyCommandsPrint =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(CLI)
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule onlyCommandsEndTheProcess =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(CLI)
                    .should()
                    .callMethodWhere(
                            callTo("exit", System.class)
                                    .or(callTo("(exit|halt|addShutdownHook)", Runtime.class)));

    @ArchTest
    static final ArchRule oneWayOfLogging =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> callTo(
            String method, Class<?> of) {
        DescribedPredicate<AccessTarget> target =
                nameMatching(method)
                        .<AccessTarget>forSubtype()
                        .and(owner(type(of)).<AccessTarget>forSubtype());
        return DescribedPredicate.describe(
                of.getSimpleName() + "." + method + "()", call -> target.test(call.getTarget()));
    }
}
