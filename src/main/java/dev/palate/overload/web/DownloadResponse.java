package dev.palate.overload.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The response to a download: it breaks off when its client reads too slowly or may not read any more. */
final class DownloadResponse extends HttpServletResponseWrapper {

    private final Pace pace;
    private final BooleanSupplier permitted;
    private @Nullable ServletOutputStream out;

    DownloadResponse(HttpServletResponse response, Pace pace, BooleanSupplier permitted) {
        super(response);
        this.pace = pace;
        this.permitted = permitted;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new PacedStream(super.getOutputStream());
        }
        return out;
    }

    private final class PacedStream extends ServletOutputStream {

        private static final long CHECK_NANOS = 1_000_000_000;

        private final ServletOutputStream target;
        private long writing;
        private long lastCheck = System.nanoTime();

        PacedStream(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long begin = System.nanoTime();
            target.write(bytes, offset, length);
            long end = System.nanoTime();
            writing += end - begin;
            if (pace.isTooSlow(length, writing)) {
                throw new IOException("the client reads too slowly");
            }
            if (end - lastCheck > CHECK_NANOS) {
                lastCheck = end;
                if (!permitted.getAsBoolean()) {
                    throw new IOException("the key of the client is not valid any more");
                }
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
