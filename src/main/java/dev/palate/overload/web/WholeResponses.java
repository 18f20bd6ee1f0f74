package dev.palate.overload.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends JSON that fits into Tomcat's buffer of 8 KB in one piece, with its length unless it is compressed. Spring MVC flushes a {@code
 * ResponseEntity} before the response is complete; then Tomcat does not know the length and sends two chunks, the second of which is
 * empty. Such a response is written to the connection when all filters have returned, so that its times and its place among the
 * concurrent requests do not include the writing. Other media types, such as event streams, are flushed as Spring MVC asks.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class WholeResponses extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new WholeResponse(request, response));
    }

    private static final class WholeResponse extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        WholeResponse(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        /** Tomcat flushes a response without asynchronous work when the filters have returned. */
        @Override
        public void flushBuffer() throws IOException {
            if (request.isAsyncStarted() || !isJson(getContentType())) {
                super.flushBuffer();
            }
        }

        private static boolean isJson(@Nullable String type) {
            return type != null
                    && (type.startsWith(MediaType.APPLICATION_JSON_VALUE)
                            || type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
        }
    }
}
