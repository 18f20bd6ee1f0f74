package dev.palate.batch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/**
 * The part of a file that a request asks for (RFC 9110, section 14). A header that is malformed, or that has several ranges, counts as
 * absent.
 *
 * @param from the first byte
 * @param to the byte after the last one; at most {@code from} if there is no such part
 * @param total the bytes of the whole file
 * @param isWhole whether the whole file is sent, with the status 200
 */
record ByteRange(long from, long to, long total, boolean isWhole) {

    /** @param etag of the file: a part of another file is not asked for */
    static ByteRange of(HttpServletRequest request, String etag, long total) {
        String header = request.getHeader(HttpHeaders.RANGE);
        String condition = request.getHeader(HttpHeaders.IF_RANGE);
        ByteRange whole = new ByteRange(0, total, total, true);
        if (header == null || (condition != null && !condition.equals(etag))) {
            return whole;
        }
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(header);
        } catch (IllegalArgumentException malformed) {
            return whole;
        }
        if (ranges.size() != 1) {
            return whole;
        }
        HttpRange range = ranges.get(0);
        return new ByteRange(range.getRangeStart(total), range.getRangeEnd(total) + 1, total, false);
    }

    boolean isSatisfiable() {
        return isWhole || from < to;
    }

    long length() {
        return to - from;
    }

    /** The value of the header {@code Content-Range}. */
    String contentRange() {
        return "bytes " + from + '-' + (to - 1) + '/' + total;
    }
}
