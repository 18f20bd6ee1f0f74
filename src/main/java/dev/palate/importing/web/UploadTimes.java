package dev.palate.importing.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes when an upload begins: a controller sees it only when it has arrived completely. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadTimes extends OncePerRequestFilter {

    private static final String BEGAN = UploadTimes.class.getName();

    static Duration age(HttpServletRequest request) {
        return request.getAttribute(BEGAN) instanceof Long began
                ? Duration.ofNanos(System.nanoTime() - began)
                : Duration.ZERO;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/imports");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(BEGAN, System.nanoTime());
        chain.doFilter(request, response);
    }
}
