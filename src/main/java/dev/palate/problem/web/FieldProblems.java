package dev.palate.problem.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.RepeatedField;
import dev.palate.problem.StorableText;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Extracts the wrong fields from exceptions of Spring MVC and Jackson. */
final class FieldProblems {

    private static final Set<String> RANGE = Set.of("Min", "Max", "DecimalMin", "DecimalMax");

    /** The only place where Jackson names the type of a wrong value. */
    private static final Pattern GIVEN = Pattern.compile(" from (\\w+)");

    private FieldProblems() {}

    static List<FieldProblem> of(BindingResult binding) {
        return of(binding, binding.getTarget()).toList();
    }

    static List<FieldProblem> of(HandlerMethodValidationException exception) {
        return exception.getParameterValidationResults().stream()
                .flatMap(FieldProblems::of)
                .toList();
    }

    /** The expected value of the wrong field of a well-formed body; empty if the exception does not name it. */
    static List<FieldProblem> of(JacksonException exception) {
        String repeated = RepeatedField.path(exception);
        if (repeated != null) {
            return List.of(new FieldProblem(repeated, RepeatedField.FAULT));
        }
        String path = path(exception);
        if (path.isEmpty() || !(exception instanceof MismatchedInputException mismatch)) {
            return List.of();
        }
        if (exception instanceof WholeCharacters.LoneSurrogateException) {
            return List.of(new FieldProblem(path, StorableText.LONE_SURROGATE));
        }
        if (exception instanceof UnrecognizedPropertyException unknown) {
            List<String> known = fields(unknown.getReferringClass())
                    .map(RecordComponent::getName)
                    .toList();
            return List.of(new FieldProblem(path, NearestName.describe(unknown.getPropertyName(), known)));
        }
        return List.of(new FieldProblem(path, expected(mismatch.getTargetType()) + given(mismatch)));
    }

    /** The type of the wrong value, where that is the fault. */
    private static String given(MismatchedInputException mismatch) {
        Matcher type = GIVEN.matcher(mismatch.getOriginalMessage());
        if (!type.find()) {
            return "";
        }
        return switch (type.group(1)) {
            case "String" -> ", not a string";
            case "Integer" -> ", not a number";
            case "Floating" -> ", not a decimal number";
            case "Boolean" -> ", not true or false";
            case "Array" -> ", not a list";
            case "Object" -> ", not an object";
            default -> "";
        };
    }

    /** What a parameter must be and is not. */
    static String describe(TypeMismatchException mismatch) {
        return expected(mismatch.getRequiredType()) + ", not " + mismatch.getValue();
    }

    /** The fields of a record in JSON: those of an unwrapped component are not nested. */
    static Stream<RecordComponent> fields(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .flatMap(field -> field.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                                ? fields(field.getType())
                                : Stream.of(field))
                : Stream.empty();
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "has a wrong value";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .toList();
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "must be an object";
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long", "short", "Short", "BigInteger" -> "must be a whole number";
            case "float", "Float", "double", "Double", "BigDecimal", "Number" -> "must be a number";
            case "boolean", "Boolean" -> "must be true or false";
            case "String" -> "must be text";
            case "UUID" -> "must be an id such as 123e4567-e89b-12d3-a456-426614174000";
            case "Instant" -> "must be a time such as 2026-01-31T12:00:00Z";
            default -> "has a wrong value";
        };
    }

    private static Stream<FieldProblem> of(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return of(errors, errors.getArgument());
        }
        MethodParameter parameter = result.getMethodParameter();
        String name = Objects.requireNonNullElse(parameter.getParameterName(), "");
        return result.getResolvableErrors().stream()
                .map(error -> new FieldProblem(name, message(error, parameter.getParameter())));
    }

    private static Stream<FieldProblem> of(Errors errors, @Nullable Object target) {
        return errors.getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? of(field, target)
                        : new FieldProblem(error.getObjectName(), message(error, null)));
    }

    private static FieldProblem of(FieldError error, @Nullable Object target) {
        String message = message(error, target == null ? null : element(target.getClass(), error.getField()));
        if (error.contains(TypeMismatchException.class)) {
            return new FieldProblem(error.getField(), describe(error.unwrap(TypeMismatchException.class)));
        }
        if (AssertTrue.class.getSimpleName().equals(error.getCode())) {
            // The name of the method that checks several fields means nothing to a caller: the message begins with a
            // field.
            int end = message.indexOf(' ');
            return new FieldProblem(message.substring(0, end), message.substring(end + 1));
        }
        return new FieldProblem(name(error.getField(), target), message);
    }

    /** The path of a field in the request, where the fields of an unwrapped component are not nested. */
    private static String name(String path, @Nullable Object target) {
        int dot = path.indexOf('.');
        Field first =
                dot < 0 || target == null ? null : ReflectionUtils.findField(target.getClass(), path.substring(0, dot));
        return first != null && first.isAnnotationPresent(JsonUnwrapped.class) ? path.substring(dot + 1) : path;
    }

    /** @param element what is wrong, with its constraints: if it has both ends of a range, the message names both */
    private static String message(MessageSourceResolvable error, @Nullable AnnotatedElement element) {
        String[] codes = error.getCodes();
        String code = codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
        String range = element == null || !RANGE.contains(code) ? null : range(element);
        return range != null ? range : Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static @Nullable String range(AnnotatedElement element) {
        Min min = element.getAnnotation(Min.class);
        Max max = element.getAnnotation(Max.class);
        DecimalMin decimalMin = element.getAnnotation(DecimalMin.class);
        DecimalMax decimalMax = element.getAnnotation(DecimalMax.class);
        if (min != null && max != null) {
            return "must be from " + min.value() + " to " + max.value();
        }
        return decimalMin == null || decimalMax == null
                ? null
                : "must be from " + decimalMin.value() + " to " + decimalMax.value();
    }

    private static @Nullable AnnotatedElement element(Class<?> type, String path) {
        int dot = path.indexOf('.');
        Field field = ReflectionUtils.findField(type, dot < 0 ? path : path.substring(0, dot));
        return field == null || dot < 0 ? field : element(field.getType(), path.substring(dot + 1));
    }

    private static String path(JacksonException exception) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : exception.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
