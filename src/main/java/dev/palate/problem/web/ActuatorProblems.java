package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Adds a problem to the actuator's 404 responses, which have no body. */
@Component
class ActuatorProblems extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;

    ActuatorProblems(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_NOT_FOUND
                && response.getContentType() == null
                && !response.isCommitted()) {
            String path = request.getRequestURI();
            problems.resolveException(
                    request,
                    response,
                    null,
                    new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path.substring(1)));
        }
    }
}
