package dev.palate.overload.web;

import dev.palate.overload.BodyException;
import dev.palate.overload.BodySettings;
import dev.palate.overload.MemoryBudget;
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

    /** A text of one byte per character is held as two bytes per character, and once more as it is read. */
    private static final int BYTES_OF_TEXT = 3;

    /** A value of two or three bytes, such as {@code []}, becomes an object of up to {@value #BYTES_OF_VALUE} bytes. */
    private static final int BYTES_OF_VALUES = 17;

    private static final long BYTES_OF_VALUE = 60;

    private final BodySettings settings;
    private final MemoryBudget memory;

    BodyValve(BodySettings settings, MemoryBudget memory) {
        super(true);
        this.settings = settings;
        this.memory = memory;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        InputBuffer unlimited = connection.getInputBuffer();
        connection.setInputBuffer(limited(unlimited, request));
        try {
            getNext().invoke(request, response);
        } finally {
            connection.setInputBuffer(unlimited);
        }
    }

    private InputBuffer limited(InputBuffer unlimited, Request request) {
        String type =
                request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            return new Form(unlimited);
        }
        return FileBodies.isFile(request.getMethod(), request.getRequestURI(), type)
                ? new SingleFile(unlimited)
                : new Body(unlimited, request);
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

    /** An upper estimate of the heap that a body of this length takes while it is read. */
    private static long heap(long length) {
        return BYTES_OF_TEXT * length
                + Math.min(BYTES_OF_VALUES * length, BYTES_OF_VALUE * JsonConfiguration.MOST_TOKENS);
    }

    /** A body that is kept in memory, which is reserved by the announced length, or piece by piece. */
    private final class Body extends LimitedBuffer {

        private final Request request;
        private final long limit = settings.body().toBytes();
        private long read;
        private long reserved;

        Body(InputBuffer source, Request request) {
            super(source);
            this.request = request;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (request.getContentLengthLong() > limit) {
                throw BodyException.tooLarge(limit);
            }
            reserve(request.getContentLengthLong());
            return super.doRead(handler);
        }

        @Override
        void check(int bytes, long elapsedNanos) {
            read += bytes;
            if (read > limit) {
                throw BodyException.tooLarge(limit);
            }
            reserve(read);
            if (elapsedNanos > settings.bodyTime().toNanos()) {
                throw BodyException.tooSlow();
            }
        }

        private void reserve(long length) {
            if (heap(length) > reserved) {
                memory.reserve(heap(length) - reserved);
                reserved = heap(length);
            }
        }
    }

    /** A body that is one file. */
    private final class SingleFile extends Form {

        private final long limit = settings.modelFile().toBytes();
        private long read;

        SingleFile(InputBuffer source) {
            super(source);
        }

        @Override
        void check(int bytes, long elapsedNanos) {
            super.check(bytes, elapsedNanos);
            read += bytes;
            if (read > limit) {
                throw BodyException.fileTooLarge(limit);
            }
        }
    }

    /** Files that are stored on disk as they arrive. */
    private class Form extends LimitedBuffer {

        private final Pace pace = new Pace(settings);

        Form(InputBuffer source) {
            super(source);
        }

        @Override
        void check(int bytes, long elapsedNanos) {
            if (pace.isTooSlow(bytes, elapsedNanos)) {
                throw BodyException.tooSlow();
            }
        }
    }
}
