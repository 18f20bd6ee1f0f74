package dev.palate.security.web;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The paths of the files that a browser downloads with a link. */
final class DownloadFiles {

    private static final List<PathPattern> FILES = Stream.of(
                    "/exports/**", "/models/{algorithm}/versions/{version}/checkpoint", "/imports/{id}/rejections.csv")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private DownloadFiles() {}

    /** @param path without its query; a path that programs may read in different ways is not one of a file */
    static boolean contain(PathContainer path) {
        return FILES.stream().anyMatch(file -> file.matches(path))
                && path.elements().stream().noneMatch(DownloadFiles::isAmbiguous);
    }

    /** An id that consists of dots or has a semicolon is encoded. */
    private static boolean isAmbiguous(PathContainer.Element part) {
        return part.value().equals(".")
                || part.value().equals("..")
                || part instanceof PathSegment segment && !segment.parameters().isEmpty()
                || part.value().contains(";");
    }
}
