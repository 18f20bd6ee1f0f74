package dev.palate.openapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A request that a controller handled, and the response.
 *
 * @param path the pattern, such as {@code /items/{id}}
 */
record Exchange(String method, String path, int status, String contentType, String body) {

    /** Records all exchanges of a service, except streams. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Recorder extends OncePerRequestFilter {

        final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return request.getRequestURI().matches(".*/(events|checkpoint)|/exports/.*|/v3/.*|/actuator/.*");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ContentCachingResponseWrapper copied = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, copied);
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            if (pattern != null) {
                exchanges.add(new Exchange(
                        request.getMethod(),
                        pattern.toString(),
                        copied.getStatus(),
                        String.valueOf(copied.getContentType()),
                        new String(copied.getContentAsByteArray(), StandardCharsets.UTF_8)));
            }
            copied.copyBodyToResponse();
        }
    }
}
