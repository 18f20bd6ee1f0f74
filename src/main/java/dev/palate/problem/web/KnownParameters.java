package dev.palate.problem.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<DomainProblem.FieldProblem> problems = new ArrayList<>();
        given.forEach((name, values) -> {
            Boolean repeatable = known.get(name);
            if (repeatable == null) {
                problems.add(new DomainProblem.FieldProblem(name, NearestName.describe(name, known.keySet())));
            } else if (!repeatable && values.length > 1) {
                problems.add(new DomainProblem.FieldProblem(name, "takes one value, but is repeated"));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidParametersException(
                    problems.stream().limit(MOST_PROBLEMS).toList());
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

    private static final class InvalidParametersException extends RuntimeException implements DomainProblem {

        private static final long serialVersionUID = 1L;
        private static final int NAMED = 5;

        private final transient List<FieldProblem> errors;

        InvalidParametersException(List<FieldProblem> errors) {
            super(errors.stream()
                    .limit(NAMED)
                    .map(error -> "parameter " + error.field() + " " + error.message())
                    .collect(Collectors.joining("; ")));
            this.errors = errors;
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public String slug() {
            return "invalid-request";
        }

        @Override
        public List<FieldProblem> errors() {
            return errors;
        }
    }
}
