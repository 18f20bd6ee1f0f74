package dev.palate.overload.web;

import dev.palate.overload.BodyException;
import dev.palate.overload.BodySettings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Limits the size and the time of bodies while Tomcat reads them. It is a valve because Tomcat reads the files of a form itself,
 * without the streams that a servlet filter can replace. Nothing is read before the application asks for the body.
 */
final class BodyValve extends ValveBase {

    private final BodySettings settings;

    BodyValve(BodySettings settings) {
        super(true);
        this.settings = settings;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        InputBuffer unlimited = connection.getInputBuffer();
        connection.setInputBuffer(isForm(request) ? new Form(unlimited) : new Body(unlimited, request));
        try {
            getNext().invoke(request, response);
        } finally {
            connection.setInputBuffer(unlimited);
        }
    }

    private static boolean isForm(Request request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** A body that is read piece by piece. */
    private abstract static class LimitedBuffer implements InputBuffer {

        private final InputBuffer source;
        private long begin;

        LimitedBuffer(InputBuffer source) {
            this.source = source;
        }

        abstract void check(int bytes, long elapsedNanos);

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (begin == 0) {
                begin = System.nanoTime();
            }
            int bytes;
            try {
                bytes = source.doRead(handler);
            } catch (IllegalStateException e) {
                throw BodyException.malformed(); // too many trailer fields
            }
            check(Math.max(0, bytes), System.nanoTime() - begin);
            return bytes;
        }

        @Override
        public int available() {
            return source.available();
        }
    }

    /** A body that is kept in memory. */
    private final class Body extends LimitedBuffer {

        private final Request request;
        private final long limit = settings.body().toBytes();
        private long read;

        Body(InputBuffer source, Request request) {
            super(source);
            this.request = request;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (request.getContentLengthLong() > limit) {
                throw BodyException.tooLarge(limit);
            }
            return super.doRead(handler);
        }

        @Override
        void check(int bytes, long elapsedNanos) {
            read += bytes;
            if (read > limit) {
                throw BodyException.tooLarge(limit);
            }
            if (elapsedNanos > settings.bodyTime().toNanos()) {
                throw BodyException.tooSlow();
            }
        }
    }

    /** Files that are stored on disk as they arrive. */
    private final class Form extends LimitedBuffer {

        private long periodBegin;
        private long readInPeriod;

        Form(InputBuffer source) {
            super(source);
        }

        @Override
        void check(int bytes, long elapsedNanos) {
            readInPeriod += bytes;
            long elapsed = elapsedNanos - periodBegin;
            if (elapsed > settings.bodyTime().toNanos()) {
                if (readInPeriod < settings.uploadRate().toBytes() * (elapsed / 1e9)) {
                    throw BodyException.tooSlow();
                }
                periodBegin = elapsedNanos;
                readInPeriod = 0;
            }
        }
    }
}
