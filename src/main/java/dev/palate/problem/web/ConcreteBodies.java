package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses a body "of any type": Spring MVC takes the wildcard for a failure of its own. */
@Component
class ConcreteBodies extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;

    ConcreteBodies(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isWild(request.getContentType())) {
            problems.resolveException(
                    request, response, null, new HttpMediaTypeNotSupportedException("a body has one type"));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isWild(@Nullable String type) {
        return type != null && type.indexOf('*') >= 0;
    }
}
