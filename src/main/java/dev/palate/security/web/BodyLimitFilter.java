package dev.palate.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies beyond the limit, at once when their length is announced, else as they come; those that come too slowly; and
 * forms wherever none is taken, since Spring would store their files, and read their fields as parameters, for any call.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final long limit;
    private final Duration longest;
    private final HandlerExceptionResolver problems;

    BodyLimitFilter(LimitSettings limits, HandlerExceptionResolver problems) {
        this.limit = limits.body().toBytes();
        this.longest = limits.bodyTime();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForm(request)) {
            if (isImport(request)) {
                // It has limits of its own, and is written to disk as it comes.
                chain.doFilter(request, response);
            } else {
                problems.resolveException(
                        request,
                        response,
                        null,
                        new HttpMediaTypeNotSupportedException(
                                MediaType.MULTIPART_FORM_DATA, List.of(MediaType.APPLICATION_JSON)));
            }
        } else if (request.getContentLengthLong() > limit) {
            problems.resolveException(request, response, null, AccessException.bodyTooLarge(limit));
        } else {
            chain.doFilter(new LimitedBody(request, limit, longest), response);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean isImport(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getServletPath().equals("/imports");
    }
}
