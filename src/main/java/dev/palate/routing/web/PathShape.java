package dev.palate.routing.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.RequestPath;

/**
 * The segments that all paths of a pattern have in common: {@code /users/{id}/recommendations} has three segments, of which the
 * first and the third are fixed.
 */
final class PathShape {

    /** A fixed segment, or null for one that can differ. */
    private final @Nullable String[] segments;

    private PathShape(@Nullable String[] segments) {
        this.segments = segments;
    }

    /** The shape of a pattern, or null if its paths can have different numbers of segments. */
    static @Nullable PathShape of(String pattern) {
        if (pattern.contains("**") || pattern.contains("{*")) {
            return null;
        }
        return new PathShape(Arrays.stream(pattern.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> isFixed(segment) ? segment : null)
                .toArray(String[]::new));
    }

    /** The decoded segments of a request's path within the application. */
    static String[] segments(RequestPath path) {
        List<PathContainer.Element> elements = path.pathWithinApplication().elements();
        return elements.stream()
                .filter(PathSegment.class::isInstance)
                .map(element -> ((PathSegment) element).valueToMatch())
                .toArray(String[]::new);
    }

    /** False only if no path with these segments matches the pattern. */
    boolean mayMatch(String[] path) {
        if (path.length != segments.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (segments[i] != null && !segments[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFixed(String segment) {
        return segment.chars().noneMatch(c -> c == '{' || c == '*' || c == '?');
    }
}
