package dev.palate.problem.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Extracts the wrong fields from exceptions of Spring MVC and Jackson. */
final class FieldProblems {

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
        String path = path(exception);
        if (path.isEmpty() || !(exception instanceof MismatchedInputException mismatch)) {
            return List.of();
        }
        return List.of(new FieldProblem(path, expected(mismatch.getTargetType())));
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
            case "Instant" -> "must be a time such as 2026-01-31T12:00:00Z";
            default -> "has a wrong value";
        };
    }

    private static Stream<FieldProblem> of(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return of(errors, errors.getArgument());
        }
        String name = result.getMethodParameter().getParameterName();
        return result.getResolvableErrors().stream().map(error -> of(name == null ? "" : name, error));
    }

    private static Stream<FieldProblem> of(Errors errors, @Nullable Object target) {
        return errors.getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? of(field, name(field.getField(), target))
                        : of(error.getObjectName(), error));
    }

    private static FieldProblem of(FieldError error, String name) {
        return error.isBindingFailure()
                ? new FieldProblem(name, "has a wrong value: " + error.getRejectedValue())
                : of(name, error);
    }

    /** The path of a field in the request, where the fields of an unwrapped component are not nested. */
    private static String name(String path, @Nullable Object target) {
        int dot = path.indexOf('.');
        Field first =
                dot < 0 || target == null ? null : ReflectionUtils.findField(target.getClass(), path.substring(0, dot));
        return first != null && first.isAnnotationPresent(JsonUnwrapped.class) ? path.substring(dot + 1) : path;
    }

    private static FieldProblem of(String field, MessageSourceResolvable error) {
        String message = error.getDefaultMessage();
        return new FieldProblem(field, message == null ? "is not valid" : message);
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
