package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LocalRequestsTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LocalHost, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "palate.example, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example, false",
        "10.0.0.1, false",
    })
    void isAskedForUnderALoopbackName(String host, boolean local) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setServerName(host);

        assertThat(LocalRequests.isLocal(request)).isEqualTo(local);
    }
}
