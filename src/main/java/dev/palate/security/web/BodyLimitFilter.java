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

/** Refuses bodies beyond the limit, at once when their length is announced, else as they come; and those that come too slowly. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final long limit;
    private final Duration longest;
    private final HandlerExceptionResolver problems;

    BodyLimitFilter(LimitSettings limits, HandlerExceptionResolver problems) {
        this.limit = limits.body().toBytes();
        this.longest = limits.bodyTime();
        this.problems = problems;
    }

    /** Forms have limits of their own, and are written to disk as they come. */
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
