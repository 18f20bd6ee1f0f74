package dev.palate.problem.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Encodes the characters of a path that belong to an id and have another meaning for Spring: {@code /items/a;b} is the item
 * {@code a;b}, not the item {@code a} with a parameter, and {@code /items/..} is the item {@code ..}. Paths are matched as they
 * are written, so a segment of dots leads nowhere else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdsInPaths extends OncePerRequestFilter {

    private static final Pattern DOTS = Pattern.compile("(?<=/)(\\.{1,2})(?=/|$)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return encoded(request.getRequestURI()).equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = encoded(request.getRequestURI());
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRequestURI() {
                        return path;
                    }
                },
                response);
    }

    private static String encoded(String path) {
        return path.indexOf(';') < 0 && !path.contains("/.")
                ? path
                : DOTS.matcher(path.replace(";", "%3B"))
                        .replaceAll(dots -> "%2E".repeat(dots.group(1).length()));
    }
}
