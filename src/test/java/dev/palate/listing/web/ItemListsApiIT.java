package dev.palate.listing.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.listing.ItemRankings;
import dev.palate.listing.ListWindow;
import dev.palate.listing.RankedItem;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
@TestPropertySource(properties = {"palate.lists.merge=100ms", "palate.lists.refresh=100ms"})
class ItemListsApiIT {

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private RatingWriter ratings;

    @Autowired
    private InteractionWriter interactions;

    @Autowired
    private ItemRankings lists;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    private Instant now;

    @BeforeEach
    void fourItems() {
        jdbc.sql("delete from users").update();
        for (Item item : catalogue.snapshot().items()) {
            catalogue.delete(item.id());
        }
        now = clock.instant();
        catalogue.put(new Item("a", "Title a", 1990, List.of("Drama")));
        catalogue.put(new Item("b", "Title b", 1991, List.of("Drama", "War")));
        catalogue.put(new Item("c", "Title c", 1992, List.of("Sci-Fi, Horror")));
        catalogue.put(new Item("d", "Title d", null, List.of()));
    }

    @Test
    void countsEventsOfTheWindow() {
        rate("a", 3, 0);
        rate("b", 2, 6);
        rate("c", 5, 7);
        interactions.putAll(
                List.of(
                        new NewInteraction("ann", "b", "view", now, null, null),
                        new NewInteraction("ann", "b", "view", now, null, null),
                        new NewInteraction("ann", "d", "dislike", now, null, null),
                        new NewInteraction("bob", "d", "hide", now, null, null),
                        new NewInteraction("ann", "b", "purchase", now, null, null)),
                false);

        awaitIds("/items/popular?window=P7D", "b", "a");
        awaitIds("/items/popular?window=P8D", "c", "b", "a");
        awaitIds("/items/popular", "c", "b", "a");
        String list = get("/items/popular?window=P1W&k=1");
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        assertThat(list)
                .startsWith("{\"window\":\"P7D\",\"from\":\"" + today.minusDays(6) + "\",\"to\":\"" + today
                        + "\",\"asOf\":\"")
                .endsWith("\"items\":[{\"rank\":1,\"itemId\":\"b\",\"title\":\"Title b\",\"year\":1991,"
                        + "\"categories\":[\"Drama\",\"War\"],\"events\":4}]}");
        assertThat(get("/items/popular")).startsWith("{\"window\":null,\"from\":null,");
    }

    @Test
    void cutsAndFilters() {
        rate("a", 4, 0);
        rate("b", 3, 0);
        rate("c", 2, 0);
        rate("d", 1, 0);
        awaitIds("/items/popular", "a", "b", "c", "d");

        assertThat(ids("/items/popular?k=2&offset=1")).containsExactly("b", "c");
        assertThat(ids("/items/popular?offset=4")).isEmpty();
        assertThat(ids("/items/popular?category=Drama&category=none:War")).containsExactly("a");
        assertThat(ids("/items/popular?category=all:War,Drama")).containsExactly("b");
        assertThat(ids("/items/popular?category=Sci-Fi%2C%20Horror")).containsExactly("c");
        assertThat(JsonPath.<Integer>read(get("/items/popular?category=War"), "$.items[0].rank"))
                .isEqualTo(1);
    }

    @Test
    void neverShowsHiddenOrErasedItems() {
        rate("a", 3, 0);
        rate("b", 2, 0);
        rate("c", 1, 0);
        awaitIds("/items/popular", "a", "b", "c");

        catalogue.hide("a", true);
        catalogue.delete("b");
        assertThat(ids("/items/popular")).containsExactly("c");
        assertThat(ids("/items/latest")).doesNotContain("a", "b");
        catalogue.hide("a", false);
        assertThat(ids("/items/popular")).containsExactly("a", "c");
    }

    @Test
    void findsABurst() {
        List<NewRating> steady = new ArrayList<>();
        for (int day = 0; day < 60; day++) {
            for (int user = 0; user < 20; user++) {
                steady.add(new NewRating("steady" + day + "-" + user, "a", 4, daysAgo(day)));
            }
            steady.add(new NewRating("quiet" + day, "b", 4, daysAgo(day)));
        }
        ratings.putAll(steady);
        awaitIds("/items/popular", "a", "b");
        assertThat(ids("/items/trending")).isEmpty();

        rate("b", 25, 0);

        awaitIds("/items/trending?window=P3D", "b");
        String list = get("/items/trending?window=P3D");
        assertThat(JsonPath.<Integer>read(list, "$.items[0].events")).isEqualTo(28);
        assertThat(JsonPath.<Double>read(list, "$.items[0].expected")).isBetween(3.0, 5.0);
        assertThat(JsonPath.<Double>read(list, "$.items[0].score")).isBetween(3.0, 10.0);
        awaitIds("/items/trending", "b");
        assertThat(get("/items/trending")).startsWith("{\"window\":\"P7D\"");
    }

    @Test
    void listsTheLatestFirst() {
        jdbc.sql("update items set created_at = now() - interval '3 days' where external_id = 'b'")
                .update();
        jdbc.sql("update items set created_at = now() - interval '40 days' where external_id = 'a'")
                .update();
        jdbc.sql("update items set created_at = null where external_id = 'd'").update();
        catalogue.put(new Item("e", "Title e", null, List.of()));

        awaitIds("/items/latest", "e", "c", "b", "a");
        awaitIds("/items/latest?window=P1M", "e", "c", "b");
        assertThat(get("/items/latest?k=1"))
                .contains("\"rank\":1,\"itemId\":\"e\"", "\"since\":\"")
                .doesNotContain("score");
        catalogue.put(new Item("e", "Another title", null, List.of()));
        assertThat(get("/items/latest?k=1")).contains("\"title\":\"Another title\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"popular", "trending", "latest"})
    void isEmptyWithoutData(String list) {
        jdbc.sql("delete from users").update();
        for (Item item : catalogue.snapshot().items()) {
            catalogue.delete(item.id());
        }
        awaitIds("/items/" + list);
    }

    @ParameterizedTest
    @CsvSource({
        "popular?window=7, window",
        "popular?window=, window",
        "popular?window=P0D, window",
        "popular?window=-P1D, window",
        "popular?window=P367D, window",
        "popular?window=P2Y, window",
        "popular?window=PT36H, window",
        "popular?window=P99999999999D, window",
        "popular?window=PT99999999999999999H, window",
        "latest?window=P400D, window",
        "trending?window=P31D, window",
        "trending?window=P7D%00, window",
        "popular?k=0, k",
        "popular?k=1001, k",
        "popular?offset=-1, offset",
        "popular?offset=100001, offset",
        "popular?k=x, k",
        "popular?windw=P7D, window",
        "popular?window=P7D&window=P8D, window"
    })
    void refusesWhatItCannotList(String call, String field) {
        client.get()
                .uri(URI.create("/items/" + call))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains(field));
    }

    @Test
    void acceptsPeriodsAndDurationsOfWholeDays() {
        for (String window : List.of("P1D", "P1W", "P1M", "P1Y", "P366D", "PT48H", "p7d", "P1W1D")) {
            assertThat(get("/items/popular?window=" + window)).contains("\"items\":");
        }
        assertThat(get("/items/popular?window=PT48H")).startsWith("{\"window\":\"P2D\"");
    }

    @Test
    void servesOtherFeatures() {
        rate("a", 2, 0);
        rate("b", 1, 0);
        awaitIds("/items/popular?window=P2D", "a", "b");

        List<RankedItem> items = lists.popular(ListWindow.ofDays(2)).all();

        assertThat(items).extracting(ranked -> ranked.item().id()).containsExactly("a", "b");
        assertThat(items).extracting(ranked -> ranked.figures().score()).containsExactly(2.0, 1.0);
        assertThat(lists.trending(ListWindow.ofDays(2)).all()).isEmpty();
        assertThat(lists.latest(ListWindow.ALL_TIME).all()).isNotEmpty();
    }

    private void rate(String item, int users, int daysAgo) {
        List<NewRating> all = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            all.add(new NewRating(item + "-" + daysAgo + "-" + user, item, 4, daysAgo(daysAgo)));
        }
        ratings.putAll(all);
    }

    private Instant daysAgo(int days) {
        return now.minus(Duration.ofDays(days));
    }

    /** Lists follow changes within some seconds. */
    private void awaitIds(String uri, String... expected) {
        await().untilAsserted(() -> assertThat(ids(uri)).containsExactly(expected));
    }

    private List<String> ids(String uri) {
        return JsonPath.read(get(uri), "$.items[*].itemId");
    }

    private String get(String uri) {
        return client.get()
                .uri(URI.create(uri))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
