package dev.palate.problem.web;

import static dev.palate.problem.web.ProblemAnswers.answer;
import static dev.palate.problem.web.ProblemAnswers.later;

import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.DomainProblem;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.FullDisk;
import dev.palate.problem.Sentence;
import dev.palate.problem.WithoutMessages;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns the exceptions of all controllers into problems. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /**
     * Handles all exceptions that Spring MVC does not handle itself.
     *
     * @return null if Tomcat has refused the body and responds itself
     * @throws Exception if a part of the response has been sent: the container then closes the connection, so that the client
     *     does not take that part for the complete response
     */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleOther(Exception exception, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
                return null;
            }
            log.warn(
                    "{} failed after a part of its response was sent: {}",
                    endpoint(request),
                    WithoutMessages.describe(exception));
            throw WithoutMessages.of(exception);
        }
        response.reset();
        if (exception instanceof DomainProblem problem) {
            return domain(exception, problem);
        }
        if (DatabaseOutage.isCauseOf(exception)) {
            log.warn("{}: the database cannot be reached", endpoint(request), WithoutMessages.of(exception));
            return ProblemAnswers.ofOutage();
        }
        if (FullDisk.isCauseOf(exception) && !(exception instanceof MultipartException)) {
            log.error("{}: the disk of the database is full", endpoint(request), WithoutMessages.of(exception));
            return answer(Problems.of(HttpStatus.INSUFFICIENT_STORAGE, "no-space", FullDisk.DATABASE));
        }
        if (exception instanceof QueryTimeoutException) {
            log.warn("{}: the database took too long", endpoint(request), WithoutMessages.of(exception));
            return ProblemAnswers.ofSlowDatabase();
        }
        if (exception instanceof InvalidParameterException) {
            return answer(Problems.of(
                    HttpStatus.BAD_REQUEST, "invalid-request", "The parameters are not encoded as they should be."));
        }
        if (exception instanceof MultipartException) {
            return multipart(exception);
        }
        log.error("{} failed", endpoint(request), WithoutMessages.of(exception));
        return answer(Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "The request failed inside Palate; its log contains the reason."));
    }

    /** Uses the pattern, because the path contains ids. */
    private static String endpoint(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + (pattern == null ? "of an unknown path" : pattern);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(FieldProblems.of(exception.getBindingResult()));
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(FieldProblems.of(exception));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(exception.getCause() instanceof JacksonException cause)) {
            return answer(Problems.of(status, "malformed-body", "The body is missing or cannot be read."));
        }
        // Jackson wraps exceptions that occur inside an object.
        if (NestedExceptionUtils.getMostSpecificCause(cause) instanceof RuntimeException rootCause
                && rootCause instanceof DomainProblem problem) {
            return domain(rootCause, problem);
        }
        List<FieldProblem> errors = FieldProblems.of(cause);
        if (!errors.isEmpty()) {
            return invalid(errors);
        }
        String where = cause.getLocation() == null
                ? ""
                : " at line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr();
        return answer(
                Problems.of(status, "malformed-body", "The body is not the JSON that was expected" + where + "."));
    }

    /** The detail that Spring proposes; most of its exceptions carry it instead of a body. */
    private static @Nullable String detail(Exception exception, @Nullable Object body) {
        if (body instanceof ProblemDetail proposed) {
            return proposed.getDetail();
        }
        return exception instanceof ErrorResponse response ? response.getBody().getDetail() : null;
    }

    /** Handles Spring MVC's own exceptions: they keep their status and headers and get a stable type. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        ProblemDetail problem = MvcProblems.of(exception, status, detail(exception, body), path);
        return super.handleExceptionInternal(exception, problem, problemHeaders(headers), status, request);
    }

    private static ResponseEntity<Object> multipart(Exception exception) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(exception);
        if (cause instanceof RuntimeException refusal && cause instanceof DomainProblem problem) {
            return domain(refusal, problem);
        }
        return FullDisk.isCauseOf(exception)
                ? answer(Problems.of(
                        HttpStatus.INSUFFICIENT_STORAGE,
                        "no-space",
                        "The disk of the service is full and cannot hold the upload; nothing was changed. Free or add disk"
                                + " space, and send it again."))
                : answer(Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-body",
                        "The body is not the multipart form that was expected."));
    }

    private static ResponseEntity<Object> domain(Exception exception, DomainProblem problem) {
        String detail = exception.getMessage() == null ? problem.slug() : exception.getMessage();
        HttpStatus status = status(problem.kind());
        ProblemDetail document = Problems.of(status, problem.slug(), detail, problem.errors());
        return switch (status) {
            case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> later(document, problem.retryAfter());
            case UNAUTHORIZED -> answer(document, HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"palate\"");
            default -> answer(document);
        };
    }

    private static HttpStatus status(DomainProblem.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case OVERLOADED -> HttpStatus.TOO_MANY_REQUESTS;
            case NO_SPACE -> HttpStatus.INSUFFICIENT_STORAGE;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static ResponseEntity<Object> invalid(List<FieldProblem> errors) {
        return answer(Problems.of(HttpStatus.BAD_REQUEST, "invalid-request", Sentence.of(errors), errors));
    }

    private static HttpHeaders problemHeaders(HttpHeaders headers) {
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return all;
    }
}
