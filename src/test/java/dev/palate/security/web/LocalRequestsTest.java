package dev.palate.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.9.1, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "8.8.8.8, false",
        "127.0.0.1.evil.example, false",
        "10.0.0.1, false",
    })
    void comesFromALoopbackAddress(String address, boolean local) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        assertThat(LocalRequests.isLocal(request)).isEqualTo(local);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "Via",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Server",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Ssl",
                "X-Forwarded-By",
                "X-Forwarder-For",
                "X-Forward-For",
                "Forwarded-For",
                "X-Real-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "Client-IP",
                "True-Client-IP",
                "Fastly-Client-IP",
                "Fly-Client-IP",
                "CF-Connecting-IP",
                "CF-Connecting-IPv6",
                "CF-Ray",
                "CDN-Loop",
                "X-Original-For",
                "X-Original-Forwarded-For",
                "X-Original-URL",
                "X-Original-Host",
                "X-Azure-ClientIP",
                "X-Azure-SocketIP",
                "X-Amzn-Trace-Id",
                "X-Amz-Cf-Id",
                "X-Envoy-External-Address",
                "X-ProxyUser-Ip",
                "X-Remote-IP",
                "X-Remote-Addr",
                "X-Appengine-User-IP",
                "WL-Proxy-Client-IP",
                "Proxy-Client-IP",
            })
    void cameThroughNoProxy(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, "127.0.0.1");
        assertThat(LocalRequests.isLocal(request)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, true",
        "none, true",
        "same-site, false",
        "cross-site, false",
        "anything, false",
        "'', false",
    })
    void comesFromAPageOfItsOwnOrigin(String site, boolean local) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Sec-Fetch-Site", site);
        assertThat(LocalRequests.isLocal(request)).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "HTTP://LOCALHOST:8080, true",
        "http://localhost, false",
        "http://localhost:9999, false",
        "https://localhost:8080, false",
        "http://127.0.0.1:8080, false",
        "https://evil.example, false",
        "null, false",
        "'', false",
    })
    void comesFromAPageOfItsOwnOriginInABrowserWithoutMetadata(String origin, boolean local) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Host", "localhost:8080");
        request.addHeader("Origin", origin);
        assertThat(LocalRequests.isLocal(request)).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /console/, navigate, document, true",
        "GET, /console, navigate, document, true",
        "GET, /, navigate, document, true",
        "GET, //, navigate, document, false",
        "GET, /console/main.js, navigate, document, false",
        "GET, /items, navigate, document, false",
        "GET, /console/../items, navigate, document, false",
        "POST, /console/, navigate, document, false",
        "HEAD, /console/, navigate, document, false",
        "GET, /console/, navigate, iframe, false",
        "GET, /console/, navigate, embed, false",
        "GET, /console/, no-cors, document, false",
        "GET, /console/, cors, empty, false",
        "GET, /console/, , document, false",
        "GET, /console/, navigate, , false",
    })
    void comesFromALinkToTheConsole(String method, String path, String mode, String destination, boolean link) {
        MockHttpServletRequest request = linkToConsole(method, path);
        addIfGiven(request, "Sec-Fetch-Mode", mode);
        addIfGiven(request, "Sec-Fetch-Dest", destination);

        assertThat(LocalRequests.isLocal(request)).isFalse();
        assertThat(LocalRequests.isLinkToConsole(request)).isEqualTo(link);
    }

    @Test
    void comesFromNoLinkUnderAForeignName() {
        MockHttpServletRequest request = linkToConsole("GET", "/console/");
        request.addHeader("Sec-Fetch-Mode", "navigate");
        request.addHeader("Sec-Fetch-Dest", "document");
        request.setServerName("evil.example");

        assertThat(LocalRequests.isLinkToConsole(request)).isFalse();
    }

    private static MockHttpServletRequest linkToConsole(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Sec-Fetch-Site", "cross-site");
        return request;
    }

    private static void addIfGiven(MockHttpServletRequest request, String header, @Nullable String value) {
        if (value != null) {
            request.addHeader(header, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "User-Agent", "Accept", "X-API-Key", "X-Request-Id", "Content-Type"})
    void mayHaveOtherHeaders(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, "localhost");
        assertThat(LocalRequests.isLocal(request)).isTrue();
    }
}
