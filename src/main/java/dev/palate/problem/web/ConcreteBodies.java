package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies that no call takes and that Tomcat or Spring MVC would take for a failure of their own, or for more than the
 * call asks for: those "of any type", and forms, whose fields are read as parameters and whose files are stored, whatever is
 * called. Imports alone take a form of parts.
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
        if (isRefused(request)) {
            problems.resolveException(
                    request, response, null, new HttpMediaTypeNotSupportedException((MediaType) null, List.of()));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isRefused(HttpServletRequest request) {
        if (request.getContentType() == null) {
            return false;
        }
        String type = request.getContentType().strip().toLowerCase(Locale.ROOT);
        return type.indexOf('*') >= 0
                || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || (type.startsWith("multipart/") && !isImport(request));
    }

    private static boolean isImport(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && (request.getServletPath().equals("/imports")
                        || request.getServletPath().equals("/imports/check"));
    }
}
