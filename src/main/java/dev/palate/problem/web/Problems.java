package dev.palate.problem.web;

import dev.palate.problem.DomainProblem;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.util.StringUtils;

/** Builds problem documents of bounded size: the stable type, a title derived from it, and one entry per wrong field. */
final class Problems {

    private static final int MOST_ERRORS = 100;
    private static final int LONGEST_DETAIL = 4_000;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final String TYPES = "https://palate.dev/problems/";

    private Problems() {}

    static ProblemDetail of(
            HttpStatusCode status, String slug, String detail, List<DomainProblem.FieldProblem> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, StringUtils.truncate(detail, LONGEST_DETAIL));
        problem.setType(URI.create(type(slug)));
        problem.setTitle(title(slug));
        if (!errors.isEmpty()) {
            problem.setProperty(
                    "errors",
                    errors.stream().limit(MOST_ERRORS).map(Problems::bounded).toList());
        }
        return problem;
    }

    private static DomainProblem.FieldProblem bounded(DomainProblem.FieldProblem error) {
        return new DomainProblem.FieldProblem(
                StringUtils.truncate(error.field(), LONGEST_MESSAGE),
                StringUtils.truncate(error.message(), LONGEST_MESSAGE));
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
