package dev.palate.problem.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Responds to requests that Tomcat refuses before an application sees them, for example because of too large headers. */
class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String slug = MvcProblems.slug(status);
        String body = "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(Problems.type(slug), Problems.title(slug), status.value(), detail(status));
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("The client closed the connection before the response", gone);
        }
    }

    private static String detail(HttpStatus status) {
        return "The request was refused: " + status.getReasonPhrase() + ".";
    }
}
