package dev.palate.problem.web;

import dev.palate.problem.DomainProblem;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Builds problem documents: the stable type, a title derived from it, and one entry per wrong field. */
final class Problems {

    private static final String TYPES = "https://palate.dev/problems/";

    private Problems() {}

    static ProblemDetail of(
            HttpStatusCode status, String slug, String detail, List<DomainProblem.FieldProblem> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type(slug)));
        problem.setTitle(title(slug));
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return problem;
    }

    static String type(String slug) {
        return TYPES + slug;
    }

    static String title(String slug) {
        return Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ');
    }

    static ProblemDetail of(HttpStatusCode status, String slug, String detail) {
        return of(status, slug, detail, List.of());
    }
}
