package dev.palate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestBody;

/** Each list in a body has a largest size and refuses null, also in a body that is added later. */
@AnalyzeClasses(packages = "dev.palate", importOptions = DoNotIncludeTests.class)
class BodyListsTest {

    private static final int LARGEST = 10_000;

    @ArchTest
    static void areBounded(JavaClasses classes) {
        List<RecordComponent> lists = new ArrayList<>();
        bodies(classes).forEach(body -> addLists(body, lists));

        assertThat(lists).extracting(RecordComponent::getName).contains("ratings", "users", "events", "exclude");
        assertThat(lists).allSatisfy(list -> {
            assertThat(annotation(list).max()).as(list.toString()).isLessThanOrEqualTo(LARGEST);
            AnnotatedType element =
                    ((AnnotatedParameterizedType) list.getAnnotatedType()).getAnnotatedActualTypeArguments()[0];
            assertThat(element.isAnnotationPresent(NotNull.class) || element.isAnnotationPresent(NotBlank.class))
                    .as("elements of %s are not null", list)
                    .isTrue();
        });
    }

    private static Size annotation(RecordComponent list) {
        Size size = list.getAccessor().getAnnotation(Size.class);
        assertThat(size)
                .as("%s of %s has a @Size", list, list.getDeclaringRecord())
                .isNotNull();
        return size;
    }

    private static Stream<Class<?>> bodies(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getPackageName().endsWith(".web"))
                .map(type -> type.reflect())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .map(Parameter::getType);
    }

    private static void addLists(Class<?> type, List<RecordComponent> lists) {
        if (!type.isRecord() || !type.getName().startsWith("dev.palate")) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (Collection.class.isAssignableFrom(component.getType())) {
                lists.add(component);
                addLists(elementType(component), lists);
            } else {
                addLists(component.getType(), lists);
            }
        }
    }

    private static Class<?> elementType(RecordComponent list) {
        AnnotatedType element =
                ((AnnotatedParameterizedType) list.getAnnotatedType()).getAnnotatedActualTypeArguments()[0];
        return element.getType() instanceof Class<?> type ? type : Object.class;
    }
}
