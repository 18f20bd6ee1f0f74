package dev.palate.overload.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class WholeResponsesTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @ParameterizedTest
    @CsvSource({
        "application/json, false",
        "application/problem+json;charset=UTF-8, false",
        "text/event-stream, true",
        "text/csv, true"
    })
    void onlyJsonIsNotFlushedBeforeItIsComplete(String type, boolean flushed) throws Exception {
        flush(type);
        assertThat(response.isCommitted()).isEqualTo(flushed);
    }

    @Test
    void jsonThatIsWrittenAsynchronouslyIsFlushed() throws Exception {
        request.setAsyncSupported(true);
        request.startAsync();
        flush("application/json");
        assertThat(response.isCommitted()).isTrue();
    }

    private void flush(String type) throws ServletException, IOException {
        new WholeResponses().doFilter(request, response, (passedRequest, passedResponse) -> {
            passedResponse.setContentType(type);
            passedResponse.flushBuffer();
        });
    }
}
