package dev.palate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;

/** The structure of the main code: layers, packages without cycles, and calls that no class may make. */
@AnalyzeClasses(packages = "dev.palate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreUsesNoFramework = classes()
            .that()
            .resideInAPackage("dev.palate.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.palate.core..",
                    "java..",
                    "com.sun.management..",
                    "jdk.incubator.vector..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.bytedeco..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ratingFilesAreReadWithoutSpringAndFeatures = classes()
            .that()
            .resideInAPackage("dev.palate.ratingfile..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.palate.ratingfile..",
                    "dev.palate.core..",
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "de.siegmar.fastcsv..",
                    "tools.jackson..");

    /** Each layer may use its own packages and all layers before it. Feedback issues the id of every list: so it is low. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("core"),
            Set.of("ratingfile"),
            Set.of("problem", "database", "security", "overload", "routing"),
            Set.of("job", "attribute", "rule"),
            Set.of("catalogue", "rating", "interaction", "feedback", "listing"),
            Set.of("importing"),
            Set.of("model"),
            Set.of("training"),
            Set.of("scenario"),
            Set.of("experiment"),
            Set.of("recommendation"),
            Set.of("batch", "exporting", "overview", "tracing", "openapi", "console", "cli", "demo"));

    @ArchTest
    static final ArchRule layersDependOnLowerLayersOnly =
            classes().that().resideInAPackage("dev.palate.*..").should(dependOnNoHigherLayer());

    @ArchTest
    static final ArchRule onlyWebPackagesUseTheWeb = noClasses()
            .that()
            .resideOutsideOfPackage("dev.palate..web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.palate..web..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "jakarta.servlet..");

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("dev.palate.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.palate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule controllersArePackagePrivateInWebPackages = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .resideInAPackage("dev.palate..web..")
            .andShould()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesArePackagePrivate = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule repositoriesArePackagePrivate = classes()
            .that()
            .areAssignableTo(Repository.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule injectionIsByConstructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .because("a " + Clock.class.getSimpleName() + " is injected: a test sets the time");

    @ArchTest
    static final ArchRule randomNumbersComeFromASeed = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .because("the same seed gives the same model");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(resideInANullMarkedPackage());

    private static ArchCondition<JavaClass> dependOnNoHigherLayer() {
        return new ArchCondition<>("depend on no higher layer") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = layer(type.getPackageName());
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String target = dependency.getTargetClass().getPackageName();
                    if (target.startsWith("dev.palate.") && layer(target) > own) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static int layer(String packageName) {
        String feature = packageName.split("\\.", -1)[2];
        return IntStream.range(0, LAYERS.size())
                .filter(layer -> LAYERS.get(layer).contains(feature))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the package " + packageName + " belongs to no layer"));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package without @NullMarked"));
                }
            }
        };
    }
}
