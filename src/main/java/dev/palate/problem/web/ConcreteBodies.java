package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies that no call takes and that Tomcat or Spring MVC would take for a failure of their own: those "of any type",
 * and forms encoded like a query, which are read as parameters.
 */
@Component
class ConcreteBodies extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;

    ConcreteBodies(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isRefused(request.getContentType())) {
            problems.resolveException(
                    request,
                    response,
                    null,
                    new HttpMediaTypeNotSupportedException("Nothing takes a body of this type."));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isRefused(@Nullable String type) {
        return type != null
                && (type.indexOf('*') >= 0
                        || type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE));
    }
}
