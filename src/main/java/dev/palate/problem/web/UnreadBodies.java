package dev.palate.problem.web;

import dev.palate.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses bodies of requests to endpoints that read none, because what such a body asks for would have no effect. */
@Configuration(proxyBeanMethods = false)
class UnreadBodies implements WebMvcConfigurer, HandlerInterceptor {

    private static final String OWN_CODE = "dev.palate.";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    private final Map<Method, Boolean> readsBody = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod endpoint
                && METHODS.contains(request.getMethod())
                && request.getDispatcherType() == DispatcherType.REQUEST
                && endpoint.getBeanType().getName().startsWith(OWN_CODE)
                && !readsBody.computeIfAbsent(endpoint.getMethod(), UnreadBodies::readsBody)
                && hasBody(request)) {
            throw new UnreadBodyException(request.getMethod());
        }
        return true;
    }

    private static boolean readsBody(Method endpoint) {
        return Stream.of(endpoint.getParameters()).anyMatch(UnreadBodies::isBody);
    }

    /** An endpoint that has the request or its stream reads the body itself. */
    private static boolean isBody(Parameter parameter) {
        return parameter.isAnnotationPresent(RequestBody.class)
                || HttpServletRequest.class.isAssignableFrom(parameter.getType())
                || parameter.getType() == InputStream.class
                || parameter.isAnnotationPresent(RequestPart.class);
    }

    /** A body of unknown length can be empty. */
    private static boolean hasBody(HttpServletRequest request) throws IOException {
        return request.getContentLengthLong() > 0
                || (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                        && request.getInputStream().read() >= 0);
    }

    private static final class UnreadBodyException extends ProblemException {

        private static final long serialVersionUID = 1L;

        UnreadBodyException(String method) {
            super(
                    Kind.INVALID,
                    "unexpected-body",
                    "This " + method
                            + " takes no body, and what the body says would have no effect: parameters belong into"
                            + " the query string.");
        }
    }
}
