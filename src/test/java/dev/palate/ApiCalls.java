package dev.palate;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Calls of the HTTP interface by encoded paths and JSON texts, each with the status that it must have. */
public record ApiCalls(RestTestClient client) {

    public String get(String path) {
        return send(HttpMethod.GET, path, null, HttpStatus.OK);
    }

    /** The ids of the items of a list. */
    public List<String> items(String path) {
        return JsonPath.read(get(path), "$.items[*].itemId");
    }

    /**
     * @param body JSON; null: none
     * @return the body of the response; empty if it has none
     */
    public String send(HttpMethod method, String path, @Nullable String body, HttpStatus status) {
        RestTestClient.RequestBodySpec request = client.method(method).uri(URI.create(path));
        RestTestClient.RequestHeadersSpec<?> complete = body == null
                ? request
                : request.contentType(MediaType.APPLICATION_JSON).body(body);
        String response = complete.exchange()
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseBody();
        return response == null ? "" : response;
    }
}
