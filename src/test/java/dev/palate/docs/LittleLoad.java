package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A few requests of every kind, so that each metric of a service has something to show. */
final class LittleLoad {

    /** Stands in every id that is sent. */
    static final String MARK = "Zq7";

    private static final int USERS = 30;
    private static final int ITEMS = 12;

    private final String base;
    private final String key;
    private final HttpClient client = HttpClient.newHttpClient();

    /** On a service without keys. */
    LittleLoad(String base) {
        this(base, "");
    }

    private LittleLoad(String base, String key) {
        this.base = base;
        this.key = key;
    }

    LittleLoad with(String key) {
        return new LittleLoad(base, key);
    }

    /** Items and ratings, an import with a rejected row, a training that succeeds, a batch, lists, and requests that are refused. */
    void everyKindOnce() throws IOException, InterruptedException {
        for (int item = 1; item <= ITEMS; item++) {
            call(
                    200,
                    "PUT",
                    "/items/" + item(item),
                    "{\"title\": \"Film %d\", \"categories\": [\"Drama\"]}".formatted(item));
        }
        importRatings();
        call(202, "POST", "/models/autorec/train", """
                {"hyperparameters": {"hiddenSize": 4, "epochs": 3, "batchSize": 16}, "seed": 7, "promote": "always"}""");
        await("/training-jobs?size=1");
        await("/imports?size=1");
        call(202, "POST", "/recommendation-batches", "{\"users\": \"all\", \"k\": 3}");
        await("/recommendation-batches?size=1");
        requests();
    }

    void requests() throws IOException, InterruptedException {
        for (int user = 1; user <= 3; user++) {
            call(200, "GET", "/users/%s-u%d/recommendations?k=3".formatted(MARK, user), "");
            call(200, "GET", "/users/%s-u%d/recommendations?k=3&model=popularity".formatted(MARK, user), "");
        }
        String answer = call(200, "POST", "/recommendations", "{\"ratings\": []}");
        feedback(JsonPath.read(answer, "$.recommendationId"));
        call(200, "PUT", "/users/%s-u1/ratings/%s".formatted(MARK, item(1)), "{\"value\": 4}");
        call(404, "GET", "/users/nobody/recommendations", "");
        call(200, "GET", "/items/popular?k=3", "");
        call(400, "GET", "/items?size=0", "");
    }

    private void feedback(String recommendationId) throws IOException, InterruptedException {
        for (String type : List.of("shown", "clicked", "rated")) {
            call(
                    200,
                    "POST",
                    "/recommendations/" + recommendationId + "/events",
                    "{\"events\": [{\"type\": \"%s\", \"itemId\": \"%s\"}]}".formatted(type, item(1)));
        }
    }

    /** Rows that are new or there already, and one that is rejected. */
    void importRatings() throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder("userId,itemId,rating\n");
        for (int user = 1; user <= USERS; user++) {
            for (int item = 1; item <= ITEMS; item += 1 + user % 3) {
                rows.append("%s-u%d,%s,%d%n".formatted(MARK, user, item(item), 1 + (user * item) % 5));
            }
        }
        rows.append(MARK).append("-u1,").append(item(1)).append(",none\n");
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ratings.csv\"\r\n\r\n" + rows
                + "\r\n--x--\r\n";
        HttpRequest request = request("/imports")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await("/imports?size=1");
    }

    private String call(int expected, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        int status = answer.statusCode() == 201 ? 200 : answer.statusCode();
        assertThat(status).as("%s %s: %s", method, path, answer.body()).isEqualTo(expected);
        return answer.body();
    }

    /** Until the newest entry of a list has ended well. */
    private void await(String list) throws IOException, InterruptedException {
        for (int time = 0; time < 600; time++) {
            String body =
                    client.send(request(list).build(), BodyHandlers.ofString()).body();
            if (body.contains("\"SUCCEEDED\"")) {
                return;
            }
            assertThat(body).doesNotContain("\"FAILED\"");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError(list + " did not end in a minute");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return key.isEmpty() ? request : request.header("X-API-Key", key);
    }

    private static String item(int number) {
        return MARK + "-i" + number;
    }
}
