package dev.palate.importing.web;

import dev.palate.problem.ProblemException;
import java.util.List;
import org.springframework.web.multipart.MultipartRequest;

/** An upload has several files, of which an import would read only the first. */
final class SeveralFilesException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private SeveralFilesException(int files) {
        super(
                Kind.INVALID,
                "invalid-request",
                "An import takes one file, not " + files
                        + ". Send each file in a request of its own, or all files of a MovieLens release in one zip file.",
                List.of(new FieldProblem("file", "must be one file")));
    }

    static void requireOne(MultipartRequest request) {
        int files =
                request.getMultiFileMap().values().stream().mapToInt(List::size).sum();
        if (files > 1) {
            throw new SeveralFilesException(files);
        }
    }
}
