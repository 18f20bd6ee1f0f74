package dev.palate.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** A request for a file whose link was redeemed: the endpoint does not see the parameter of the link. */
final class RedeemedRequest extends HttpServletRequestWrapper {

    static final String PARAMETER = "link";

    private static final List<PathPattern> FILES = Stream.of(
                    "/exports/**",
                    "/models/{algorithm}/versions/{version}/checkpoint",
                    "/imports/{id}/rejections.csv",
                    "/recommendation-batches/{id}/result")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private RedeemedRequest(HttpServletRequest request) {
        super(request);
    }

    static RedeemedRequest of(HttpServletRequest request) {
        return new RedeemedRequest(request);
    }

    /** The path with its query, as a link names it. */
    static String path(HttpServletRequest request) {
        String path = pathOnly(request);
        String query = request.getQueryString();
        int link = query == null ? -1 : query.lastIndexOf(PARAMETER + "=");
        return query == null || link <= 0 ? path : path + "?" + query.substring(0, link - 1);
    }

    static String pathOnly(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    public @Nullable String getParameter(String name) {
        return name.equals(PARAMETER) ? null : super.getParameter(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new HashMap<>(super.getParameterMap());
        parameters.remove(PARAMETER);
        return parameters;
    }

    /**
     * Whether a browser downloads it with a link.
     *
     * @param path without its query; a path that programs may read in different ways is not one of a file
     */
    static boolean isFile(PathContainer path) {
        return FILES.stream().anyMatch(file -> file.matches(path))
                && path.elements().stream().noneMatch(RedeemedRequest::isAmbiguous);
    }

    /** An id that consists of dots or has a semicolon is encoded. */
    private static boolean isAmbiguous(PathContainer.Element part) {
        return part.value().equals(".")
                || part.value().equals("..")
                || (part instanceof PathSegment segment && !segment.parameters().isEmpty())
                || part.value().contains(";");
    }
}
