package dev.palate.security.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request with limits for the size of its body and for the time of its arrival, so that slow bodies cannot occupy the service. */
final class LimitedBody extends HttpServletRequestWrapper {

    private final long limit;
    private final Duration longest;
    private @Nullable ServletInputStream body;

    LimitedBody(HttpServletRequest request, long limit, Duration longest) {
        super(request);
        this.limit = limit;
        this.longest = longest;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new LimitedStream(super.getInputStream(), limit, longest);
        }
        return body;
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream source;
        private final long limit;
        private final long longestNanos;
        private final long begin = System.nanoTime();
        private long read;

        LimitedStream(ServletInputStream source, long limit, Duration longest) {
            this.source = source;
            this.limit = limit;
            this.longestNanos = longest.toNanos();
        }

        @Override
        public int read() throws IOException {
            byte[] next = new byte[1];
            return read(next, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(next[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = source.read(buffer, offset, length);
            read += Math.max(got, 0);
            if (read > limit) {
                throw AccessException.bodyTooLarge(limit);
            }
            if (System.nanoTime() - begin > longestNanos) {
                throw AccessException.bodyTooSlow();
            }
            return got;
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
