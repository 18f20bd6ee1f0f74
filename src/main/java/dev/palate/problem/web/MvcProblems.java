package dev.palate.problem.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.Sentence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Spring MVC's own exceptions as problems with a stable type. */
final class MvcProblems {

    private MvcProblems() {}

    /**
     * The problem for {@code exception}.
     *
     * @param proposed the detail that Spring proposes for it
     * @param path as it was requested
     */
    static ProblemDetail of(Exception exception, HttpStatusCode status, @Nullable String proposed, String path) {
        if (exception instanceof TypeMismatchException mismatch) {
            String name = mismatch.getPropertyName() == null ? "value" : mismatch.getPropertyName();
            return invalid(status, name, FieldProblems.describe(mismatch));
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
            String detail = path.endsWith("/")
                    ? "There is nothing at " + path + ". Leave out the slash at the end of the path."
                    : "There is nothing at /" + unknown.getResourcePath() + ".";
            return Problems.of(status, "unknown-path", detail);
        }
        String allowed = allowed(exception);
        if (allowed != null) {
            return Problems.of(status, slug(status), allowed);
        }
        return Problems.of(status, slug(status), proposed == null ? "The request failed." : Sentence.of(proposed));
    }

    /** What is allowed instead of a method or media type that is not. */
    private static @Nullable String allowed(Exception exception) {
        if (exception instanceof HttpRequestMethodNotSupportedException method) {
            Set<HttpMethod> methods = method.getSupportedHttpMethods();
            return method.getMethod() + " is not allowed here; allowed: "
                    + (methods == null ? "no method" : joined(methods.stream().map(HttpMethod::name))) + ".";
        }
        if (exception instanceof HttpMediaTypeNotAcceptableException types) {
            return "The Accept header excludes what the response can be: " + joined(types.getSupportedMediaTypes())
                    + ".";
        }
        if (exception instanceof HttpMediaTypeNotSupportedException types) {
            String sent = types.getContentType() == null
                    ? "A body needs a valid Content-Type"
                    : "The Content-Type " + types.getContentType() + " is not allowed here";
            return sent + "; allowed: " + joined(types.getSupportedMediaTypes()) + ".";
        }
        return null;
    }

    private static String joined(List<MediaType> types) {
        return joined(types.stream().filter(MediaType::isConcrete).map(MediaType::toString));
    }

    private static String joined(Stream<String> names) {
        return names.distinct().sorted().collect(Collectors.joining(", "));
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
        return Problems.of(
                status,
                "invalid-request",
                Sentence.of(field + " " + message),
                List.of(new FieldProblem(field, message)));
    }
}
