package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The walkthroughs of docs/architecture.md follow the code: each step is a class that really uses the next one. */
@AnalyzeClasses(packages = "dev.palate", importOptions = DoNotIncludeTests.class)
class WalkthroughTest {

    private static final Pattern STEP = Pattern.compile("(?m)^(\\d+)\\. `(\\w+)` → `(\\w+)`: ");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final int FEWEST_STEPS = 30;

    private record Step(int number, String from, String to) {}

    @ArchTest
    static void nameExistingClasses(JavaClasses classes) {
        Set<String> existing = bySimpleName(classes).keySet();
        Set<String> unknown = CLASS.matcher(walkthroughs())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !existing.contains(name))
                .collect(Collectors.toSet());
        assertThat(unknown).isEmpty();
    }

    @ArchTest
    static void followTheCallsOfTheCode(JavaClasses classes) {
        Map<String, JavaClass> bySimpleName = bySimpleName(classes);
        List<String> broken = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        List<Step> steps = steps();
        for (Step step : steps) {
            if (step.number == 1) {
                reached.clear();
                reached.add(step.from);
            }
            if (!reached.contains(step.from)
                    || !uses(classes, bySimpleName.get(step.from), bySimpleName.get(step.to))) {
                broken.add(step.from + " → " + step.to);
            }
            reached.add(step.to);
        }
        assertThat(broken).isEmpty();
        assertThat(steps).hasSizeGreaterThan(FEWEST_STEPS);
    }

    private static Map<String, JavaClass> bySimpleName(JavaClasses classes) {
        return classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.toMap(JavaClass::getSimpleName, Function.identity()));
    }

    private static String walkthroughs() {
        String text = Document.of("architecture.md").read();
        return text.substring(text.indexOf("## Walkthrough"));
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(walkthroughs());
        while (step.find()) {
            steps.add(new Step(Integer.parseInt(step.group(1)), step.group(2), step.group(3)));
        }
        return steps;
    }

    /** Directly, or through an interface of this project that the second class implements. */
    private static boolean uses(JavaClasses classes, @Nullable JavaClass source, @Nullable JavaClass target) {
        if (source == null || target == null) {
            return false;
        }
        Set<JavaClass> targets = new HashSet<>(target.getAllRawInterfaces());
        targets.removeIf(type -> !type.getName().startsWith("dev.palate."));
        targets.add(target);
        return classes.stream()
                .filter(type -> type.equals(source) || type.getName().startsWith(source.getName() + "$"))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .anyMatch(targets::contains);
    }
}
