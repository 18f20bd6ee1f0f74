package dev.palate.problem.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
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
import java.util.stream.Collectors;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters and form fields that an endpoint does not have, because a misspelt one would have no effect, and
 * repeated ones that take one value.
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
        return repeatable || values.length <= 1
                ? Optional.empty()
                : Optional.of(new FieldProblem(name, "takes one value, but is repeated"));
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
        private static final int NAMED = 5;

        InvalidParametersException(List<FieldProblem> errors) {
            super(
                    Kind.INVALID,
                    "invalid-request",
                    errors.stream()
                            .limit(NAMED)
                            .map(error -> "parameter " + error.field() + " " + error.message())
                            .collect(Collectors.joining("; ")),
                    errors);
        }
    }
}
