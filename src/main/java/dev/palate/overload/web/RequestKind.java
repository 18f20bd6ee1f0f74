package dev.palate.overload.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The kind of a request, which determines its gate. */
enum RequestKind {
    /** Health and metrics, which are not limited. */
    STATUS,
    /** An upload or a download of a file, whose time depends on the client's network. */
    TRANSFER,
    /** Any other request. */
    WORK;

    private static final List<PathPattern> STATUSES = patterns("/actuator", "/actuator/**");
    private static final List<PathPattern> UPLOADS = patterns("/imports", "/imports/check");
    private static final List<PathPattern> DOWNLOADS =
            patterns("/exports/**", "/models/{algorithm}/versions/{version}/checkpoint");

    static RequestKind of(String method, PathContainer path) {
        if (matches(STATUSES, path)) {
            return STATUS;
        }
        boolean file = HttpMethod.POST.matches(method) ? matches(UPLOADS, path) : matches(DOWNLOADS, path);
        return file ? TRANSFER : WORK;
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... patterns) {
        return Stream.of(patterns).map(PathPatternParser.defaultInstance::parse).toList();
    }
}
