package dev.palate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;

/** The structure that STYLE asks for: {@code feature.web -> feature -> core}, and what no class may do. */
@AnalyzeClasses(packages = "dev.palate", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreKnowsNoFramework = classes()
            .that()
            .resideInAPackage("dev.palate.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.palate.core..",
                    "java..",
                    "jdk.incubator.vector..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.nd4j..",
                    "org.deeplearning4j..",
                    "org.bytedeco..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheWebKnowsTheWeb = noClasses()
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
    static final ArchRule controllersLiveInTheWebAndStayThere = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .resideInAPackage("dev.palate..web..")
            .andShould()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesStayInTheirFeature = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule repositoriesStayInTheirFeature = classes()
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
    static final ArchRule chanceComesFromASeed = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .because("the same seed gives the same model");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(liveInANullMarkedPackage());

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
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
