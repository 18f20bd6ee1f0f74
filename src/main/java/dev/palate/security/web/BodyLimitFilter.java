package dev.palate.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Rejects bodies that are too large, by their announced length or while they are read, and bodies that arrive too slowly. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final long limit;
    private final Duration longest;
    private final HandlerExceptionResolver problems;

    BodyLimitFilter(LimitSettings limits, HandlerExceptionResolver problems) {
        this.limit = limits.body().toBytes();
        this.longest = limits.bodyTime();
        this.problems = problems;
    }

    /** Multipart forms have their own limits and are written to disk as they arrive. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            problems.resolveException(request, response, null, AccessException.bodyTooLarge(limit));
        } else {
            chain.doFilter(new LimitedBody(request, limit, longest), response);
        }
    }
}
