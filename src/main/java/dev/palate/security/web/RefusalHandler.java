package dev.palate.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.ServletRequestPathUtils;

/** Responds to calls that {@link AccessRuleManager} rejects: 401 without a key, 403 for an insufficient role, else 404 or 405. */
final class RefusalHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AccessRules rules;
    private final HandlerExceptionResolver problems;

    RefusalHandler(AccessRules rules, HandlerExceptionResolver problems) {
        this.rules = rules;
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) {
        problems.resolveException(request, response, null, AccessException.noKey());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause) {
        problems.resolveException(request, response, null, reason(request));
    }

    private Exception reason(HttpServletRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return rules.find(method, path)
                .<Exception>map(RefusalHandler::insufficientRole)
                .orElseGet(() -> unknown(method, path));
    }

    private static AccessException insufficientRole(AccessRule rule) {
        return AccessException.wrongRole(rule.role() == null ? "" : rule.role().label());
    }

    private Exception unknown(HttpMethod method, PathContainer path) {
        Set<String> allowed = rules.methods(path);
        return allowed.isEmpty()
                ? new NoResourceFoundException(
                        method, path.value(), path.value().substring(1))
                : new HttpRequestMethodNotSupportedException(method.name(), allowed);
    }
}
