package dev.palate.problem.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Spring MVC's own exceptions as problems with a stable type. */
final class MvcProblems {

    private MvcProblems() {}

    /** The problem for {@code exception}; {@code proposed} is the detail that Spring proposes for it. */
    static ProblemDetail of(Exception exception, HttpStatusCode status, @Nullable String proposed) {
        if (exception instanceof TypeMismatchException mismatch) {
            String name = mismatch.getPropertyName() == null ? "value" : mismatch.getPropertyName();
            return invalid(
                    status, name, FieldProblems.expected(mismatch.getRequiredType()) + ", not " + mismatch.getValue());
        }
        if (exception instanceof MissingServletRequestParameterException missing) {
            return invalid(status, missing.getParameterName(), "is missing");
        }
        if (exception instanceof MissingServletRequestPartException missing) {
            return invalid(status, missing.getRequestPartName(), "is missing");
        }
        if (exception instanceof MissingRequestHeaderException missing) {
            return invalid(status, missing.getHeaderName(), "is missing");
        }
        if (exception instanceof NoResourceFoundException unknown) {
            return Problems.of(status, "unknown-path", "There is nothing at /" + unknown.getResourcePath() + ".");
        }
        return Problems.of(status, slug(status), proposed == null ? "The request failed." : proposed);
    }

    /** The type of a failure of which only the status is known. */
    static String slug(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == null) {
            return status.is4xxClientError() ? "invalid-request" : "internal-error";
        }
        return switch (known) {
            case BAD_REQUEST -> "invalid-request";
            case NOT_FOUND -> "unknown-path";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case REQUEST_TIMEOUT -> "slow-body";
            case CONTENT_TOO_LARGE -> "too-large";
            case SERVICE_UNAVAILABLE -> "unavailable";
            case NOT_IMPLEMENTED -> "not-implemented";
            case HTTP_VERSION_NOT_SUPPORTED -> "http-version-not-supported";
            default -> status.is4xxClientError() ? "invalid-request" : "internal-error";
        };
    }

    private static ProblemDetail invalid(HttpStatusCode status, String field, String message) {
        return Problems.of(status, "invalid-request", field + " " + message, List.of(new FieldProblem(field, message)));
    }
}
