package dev.palate.overload.web;

import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Tells the requests whose whole body is a file, which is stored as it arrives and never in memory. */
final class FileBodies {

    static final String MODELS = "/models/{algorithm}/versions";

    private static final PathPattern PATTERN = PathPatternParser.defaultInstance.parse(MODELS);

    private FileBodies() {}

    static boolean isFile(String method, String path, String contentType) {
        return method.equals("POST")
                && contentType.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE)
                && PATTERN.matches(PathContainer.parsePath(path));
    }
}
