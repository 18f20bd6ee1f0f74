package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Eight writers and eight readers for eight users. One rating, or the interactions with one item, of each user cycle through three
 * states with different lists. A response must contain the list of the last state that was acknowledged before the request, or of a
 * later state.
 */
@PalateIT
@TestPropertySource(properties = "palate.histories.compare-always=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshnessIT {

    private static final int USERS = 8;
    private static final int CHANGES = 90;
    private static final String ITEM = "9";
    private static final int STATES = 3;

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private TasteFixture fixture;

    /** What changes. */
    private enum Changing {
        RATING {
            @Override
            HttpRequest.Builder to(int state, String user, UnaryOperator<String> base) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(URI.create(base.apply("/users/" + user + "/ratings/" + ITEM)));
                return state == 2
                        ? request.DELETE()
                        : request.PUT(BodyPublishers.ofString("{\"value\": " + (state == 0 ? 5 : 1) + "}"));
            }
        },
        /** A purchase, which excludes the item, then no interaction, then a view. */
        INTERACTIONS {
            @Override
            HttpRequest.Builder to(int state, String user, UnaryOperator<String> base) {
                if (state == 1) {
                    return HttpRequest.newBuilder(URI.create(base.apply("/users/" + user + "/interactions/" + ITEM)))
                            .DELETE();
                }
                return HttpRequest.newBuilder(URI.create(base.apply("/interactions")))
                        .POST(BodyPublishers.ofString("[{\"userId\": \"%s\", \"itemId\": \"%s\", \"type\": \"%s\"}]"
                                .formatted(user, ITEM, state == 0 ? "purchase" : "view")));
            }
        };

        /** The request that leads from the state before to this one. */
        abstract HttpRequest.Builder to(int state, String user, UnaryOperator<String> base);
    }

    /** One user. A state is started before its request is sent, and acknowledged when the response arrives. */
    private static final class FreshUser {

        private final String id;
        private final Changing changing;
        private final List<Map<String, Double>> lists = new ArrayList<>();
        private final AtomicInteger started = new AtomicInteger(STATES - 1);
        private final AtomicInteger acknowledged = new AtomicInteger(STATES - 1);
        private volatile boolean finished;

        FreshUser(String id, Changing changing) {
            this.id = id;
            this.changing = changing;
        }

        /** The state that the list belongs to. */
        int stateOf(Map<String, Double> list) {
            int nearest = 0;
            for (int state = 1; state < lists.size(); state++) {
                if (distance(list, lists.get(state)) < distance(list, lists.get(nearest))) {
                    nearest = state;
                }
            }
            assertThat(distance(list, lists.get(nearest))).isLessThan(1e-3);
            return nearest;
        }
    }

    @BeforeAll
    void train() {
        fixture = new TasteFixture(client);
        fixture.load();
        fixture.train();
    }

    private List<FreshUser> usersWithTheListOfEachState(Changing changing) throws Exception {
        List<FreshUser> users = new ArrayList<>();
        for (int n = 0; n < USERS; n++) {
            FreshUser user = new FreshUser(changing + "-" + n, changing);
            fixture.rate(user.id, Integer.toString(1 + n % 4), 5);
            for (int state = 0; state < STATES; state++) {
                write(user, state);
                user.lists.add(list(read(user, null)));
            }
            assertThat(distance(user.lists.get(0), user.lists.get(1))).isGreaterThan(0.05);
            assertThat(distance(user.lists.get(1), user.lists.get(2))).isGreaterThan(0.05);
            users.add(user);
        }
        return users;
    }

    @Test
    void excludesThePurchaseOnly() throws Exception {
        for (FreshUser user : usersWithTheListOfEachState(Changing.INTERACTIONS)) {
            assertThat(user.lists.get(0)).doesNotContainKey(ITEM);
            assertThat(user.lists.get(1)).containsKey(ITEM);
            assertThat(user.lists.get(2)).containsKey(ITEM);
        }
    }

    @ParameterizedTest
    @EnumSource(Changing.class)
    void readsOwnWritesUnderConcurrency(Changing changing) throws Exception {
        List<FreshUser> users = usersWithTheListOfEachState(changing);
        ExecutorService threads = Executors.newFixedThreadPool(2 * USERS);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (FreshUser user : users) {
                results.add(threads.submit(writerOf(user)));
                results.add(threads.submit(readerOf(user)));
            }
            int notModified = 0;
            for (Future<Integer> result : results) {
                notModified += result.get();
            }
            assertThat(notModified).as("checked 304 responses").isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Changes the rating and requests the list immediately, with the ETag of the previous response. */
    private Callable<Integer> writerOf(FreshUser user) {
        return () -> {
            try {
                String tag = tag(read(user, null));
                for (int change = 0; change < CHANGES; change++) {
                    int state = (user.acknowledged.get() + 1) % STATES;
                    user.started.incrementAndGet();
                    write(user, state);
                    user.acknowledged.incrementAndGet();
                    HttpResponse<String> response = read(user, tag);
                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(user.stateOf(list(response))).isEqualTo(state);
                    tag = tag(response);
                    assertThat(read(user, tag).statusCode()).isEqualTo(304);
                }
                return CHANGES;
            } finally {
                user.finished = true;
            }
        };
    }

    /** Requests the list continuously and checks the responses to requests that overlap no write. */
    private Callable<Integer> readerOf(FreshUser user) {
        return () -> {
            int notModified = 0;
            String tag = null;
            int stateOfTag = -1;
            while (!user.finished) {
                int acknowledged = user.acknowledged.get();
                HttpResponse<String> response = read(user, tag);
                boolean unchanged = user.started.get() == acknowledged;
                if (response.statusCode() == 200) {
                    stateOfTag = user.stateOf(list(response));
                    tag = tag(response);
                } else {
                    assertThat(response.statusCode()).isEqualTo(304);
                    notModified++;
                }
                if (unchanged) {
                    assertThat(stateOfTag).as("%s", response).isEqualTo(acknowledged % STATES);
                }
            }
            return notModified;
        };
    }

    private void write(FreshUser user, int state) throws IOException, InterruptedException {
        HttpRequest change = user.changing
                .to(state, user.id, path -> uri(path).toString())
                .header("Content-Type", "application/json")
                .build();
        assertThat(http.send(change, BodyHandlers.ofString()).statusCode()).isBetween(200, 204);
    }

    private HttpResponse<String> read(FreshUser user, @Nullable String tag) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/users/" + user.id + "/recommendations"));
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    /** The scores by item id. */
    private static Map<String, Double> list(HttpResponse<String> response) {
        List<String> ids = JsonPath.read(response.body(), "$.items[*].itemId");
        List<Number> scores = JsonPath.read(response.body(), "$.items[*].score");
        Map<String, Double> list = new HashMap<>();
        IntStream.range(0, ids.size())
                .forEach(k -> list.put(ids.get(k), scores.get(k).doubleValue()));
        return list;
    }

    /** The largest difference between scores; 1 if the lists have different items. */
    private static double distance(Map<String, Double> one, Map<String, Double> other) {
        if (!one.keySet().equals(other.keySet())) {
            return 1;
        }
        return one.entrySet().stream()
                .mapToDouble(entry -> Math.abs(entry.getValue() - other.get(entry.getKey())))
                .max()
                .orElse(0);
    }
}
