package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.overload.HeapGrowth;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;

class RateLimitCacheTest {

    private static final HandlerExceptionResolver UNUSED = (request, response, handler, failure) -> null;

    private final RateLimitFilter filter = new RateLimitFilter(new LimitSettings(1, 1), UNUSED);

    /** Each address has a bucket. */
    @Test
    void isBoundedWithTheMostAddresses() {
        long growth = HeapGrowth.of(() -> {
            for (int n = 0; n < 200_000; n++) {
                send("2001:db8:1234:5678:9abc:def0:" + Integer.toHexString(n));
            }
        });

        assertThat(growth).isLessThan(32 << 20);
        assertThat(filter).isNotNull();
    }

    private void send(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/items");
        request.setRemoteAddr(address);
        try {
            filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }
}
