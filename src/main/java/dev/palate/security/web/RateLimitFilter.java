package dev.palate.security.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.overload.HeapSize;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Limits the rate of requests with a token bucket in this process for each key, or for each address of callers without a key. */
final class RateLimitFilter extends OncePerRequestFilter {

    private static final long CACHE_BYTES = 16 << 20;
    private static final int BUCKET_BYTES = 400;

    private final LimitSettings limits;
    private final HandlerExceptionResolver problems;
    private final Cache<String, Bucket> buckets;

    RateLimitFilter(LimitSettings limits, HandlerExceptionResolver problems) {
        this.limits = limits;
        this.problems = problems;
        this.buckets = Caffeine.newBuilder()
                .maximumWeight(CACHE_BYTES)
                .weigher((String sender, Bucket bucket) -> HeapSize.weight(HeapSize.of(sender) + BUCKET_BYTES))
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return limits.requestsPerSecond() == 0;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ConsumptionProbe probe = buckets.get(sender(request), this::full).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            problems.resolveException(request, response, null, AccessException.tooFast(wait));
        }
    }

    private static String sender(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller instanceof Caller known && known.hasKey() ? known.getPrincipal() : request.getRemoteAddr();
    }

    private Bucket full(String sender) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(limits.burst()).refillGreedy(limits.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
