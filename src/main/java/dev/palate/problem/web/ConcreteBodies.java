package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies that no endpoint accepts and that Tomcat or Spring MVC would process in an undesired way: media types with
 * wildcards would cause an internal error, and the fields of forms would become parameters and their files would be stored,
 * whatever the endpoint. Only imports accept multipart forms.
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
            problems.resolveException(request, response, null, unsupported(request.getContentType()));
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Names the media type without its parameters. */
    private static HttpMediaTypeNotSupportedException unsupported(String contentType) {
        MediaType named;
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            named = new MediaType(type.getType(), type.getSubtype());
        } catch (InvalidMediaTypeException e) {
            named = null;
        }
        return new HttpMediaTypeNotSupportedException(named, List.of(MediaType.APPLICATION_JSON));
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
