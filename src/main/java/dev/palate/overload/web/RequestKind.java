package dev.palate.overload.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The kind of a request, which determines its gate. */
enum RequestKind {
    /** Health, metrics and the files of the console, which are not limited. */
    STATUS,

    /** A request that changes something. It can wait for other writers and must not delay readers. */
    WRITE,

    /** An upload of a file, whose time depends on the client's network. */
    UPLOAD,

    /** A download of a file, whose time depends on the client's network. */
    DOWNLOAD,

    /** Any other request. */
    READ;

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<PathPattern> STATUSES = patterns("/actuator", "/actuator/**", "/console/**");
    private static final List<PathPattern> READING_POSTS = patterns(
            "/recommendations", "/recommendations/batch", "/recommendations/{id}/next", "/scenarios/{name}/preview");
    private static final List<PathPattern> UPLOADS = patterns("/imports", "/imports/check", FileBodies.MODELS);
    private static final List<PathPattern> DOWNLOADS = patterns(
            "/exports/**", "/models/{algorithm}/versions/{version}/checkpoint", "/recommendation-batches/{id}/result");

    static RequestKind of(String method, PathContainer path) {
        if (matches(STATUSES, path)) {
            return STATUS;
        }
        if (!CHANGING.contains(method)) {
            return matches(DOWNLOADS, path) ? DOWNLOAD : READ;
        }
        if (method.equals("POST") && matches(UPLOADS, path)) {
            return UPLOAD;
        }
        return method.equals("POST") && matches(READING_POSTS, path) ? READ : WRITE;
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... patterns) {
        return Stream.of(patterns).map(PathPatternParser.defaultInstance::parse).toList();
    }
}
