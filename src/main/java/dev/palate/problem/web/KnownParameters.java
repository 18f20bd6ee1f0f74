package dev.palate.problem.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import dev.palate.problem.Sentence;
import dev.palate.problem.StorableText;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters and form fields that an endpoint does not have, because a misspelt one would have no effect, and
 * repeated ones that take one value, and U+0000 in any of them and in the path.
 */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {

    private static final String OWN_CODE = "dev.palate.";
    private static final int MOST_PROBLEMS = 100;

    /** For each endpoint its parameters, and whether they may be repeated. */
    private final Map<Method, Map<String, Boolean>> byEndpoint = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod endpoint
                && endpoint.getBeanType().getName().startsWith(OWN_CODE)
                && request.getDispatcherType() == DispatcherType.REQUEST) {
            requirePath(request);
            requireKnown(request.getParameterMap(), endpoint.getMethod());
        }
        return true;
    }

    private void requireKnown(Map<String, String[]> given, Method endpoint) {
        Map<String, Boolean> known = byEndpoint.computeIfAbsent(endpoint, KnownParameters::of);
        List<FieldProblem> problems = given.entrySet().stream()
                .flatMap(parameter -> problem(parameter.getKey(), parameter.getValue(), known).stream())
                .limit(MOST_PROBLEMS)
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidParametersException(problems);
        }
    }

    private static Optional<FieldProblem> problem(String name, String[] values, Map<String, Boolean> known) {
        Boolean repeatable = known.get(name);
        if (repeatable == null) {
            return Optional.of(new FieldProblem(name, NearestName.describe(name, known.keySet())));
        }
        if (!repeatable && values.length > 1) {
            return Optional.of(new FieldProblem(name, "takes one value, but is repeated"));
        }
        return Stream.of(values)
                .map(value -> nul(name, value))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** No stored text has the character, PostgreSQL refuses it, and many programs end a text at it. */
    private static Optional<FieldProblem> nul(String name, String value) {
        return value.indexOf('\0') < 0 ? Optional.empty() : Optional.of(new FieldProblem(name, StorableText.NUL));
    }

    @SuppressWarnings("unchecked") // Spring sets the attribute.
    private static void requirePath(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> path) {
            List<FieldProblem> problems = ((Map<String, String>) path)
                    .entrySet().stream()
                            .flatMap(variable -> nul(variable.getKey(), variable.getValue()).stream())
                            .toList();
            if (!problems.isEmpty()) {
                throw new InvalidParametersException(problems);
            }
        }
    }

    private static Map<String, Boolean> of(Method endpoint) {
        Map<String, Boolean> known = new TreeMap<>();
        for (Parameter parameter : endpoint.getParameters()) {
            if (parameter.isAnnotationPresent(ParameterObject.class)) {
                FieldProblems.fields(parameter.getType())
                        .forEach(field -> known.put(field.getName(), field.getType() == List.class));
            } else if (parameter.isAnnotationPresent(RequestParam.class)
                    || parameter.isAnnotationPresent(RequestPart.class)) {
                known.put(parameter.getName(), parameter.getType() == List.class);
            }
        }
        return known;
    }

    private static final class InvalidParametersException extends ProblemException {

        private static final long serialVersionUID = 1L;

        InvalidParametersException(List<FieldProblem> errors) {
            super(
                    Kind.INVALID,
                    "invalid-request",
                    Sentence.of(errors.stream()
                            .map(error -> new FieldProblem("parameter " + error.field(), error.message()))
                            .toList()),
                    errors);
        }
    }
}
