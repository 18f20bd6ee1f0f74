package dev.palate.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
class ExportIT {

    private static final Instant TIME = Instant.parse("2020-02-03T04:05:06.123456Z");

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private RatingWriter writer;

    @BeforeEach
    void oneRating() {
        catalogue.put(new Item("1", "A \"quoted\" \\ title, été", 1990, List.of("x", "y")));
        catalogue.put(new Item("2", "Plain", null, List.of()));
        writer.put(new NewRating("ann", "1", 4.5f, TIME));
    }

    @Test
    void writesRatings() {
        assertThat(get("/exports/ratings.csv", "text/csv;charset=UTF-8"))
                .isEqualTo("userId,itemId,rating,timestamp\nann,1,4.5,2020-02-03T04:05:06.123456Z\n");
        assertThat(get("/exports/ratings.ndjson", "application/x-ndjson"))
                .isEqualTo(
                        "{\"userId\":\"ann\",\"itemId\":\"1\",\"rating\":4.5,\"timestamp\":\"2020-02-03T04:05:06.123456Z\"}\n");
    }

    @Test
    void writesItems() {
        assertThat(get("/exports/items.csv", "text/csv;charset=UTF-8"))
                .isEqualTo("id,title,year,categories\n1,\"A \"\"quoted\"\" \\ title, été\",1990,x|y\n2,Plain,,\"\"\n");
        assertThat(get("/exports/items.ndjson", "application/x-ndjson"))
                .startsWith(
                        "{\"id\":\"1\",\"title\":\"A \\\"quoted\\\" \\\\ title, été\",\"year\":1990,\"categories\":[\"x\",\"y\"]}\n");
    }

    @Test
    void writesEverythingOfOneUser() {
        writer.put(new NewRating("bob", "2", 1, TIME));

        assertThat(get("/exports/users/bob/ratings.csv", "text/csv;charset=UTF-8"))
                .isEqualTo("userId,itemId,title,rating,timestamp\nbob,2,Plain,1,2020-02-03T04:05:06.123456Z\n");
        assertThat(get("/exports/users/ann/ratings.ndjson", "application/x-ndjson"))
                .contains("\"rating\":4.5");
        writer.eraseUser("bob");
        client.get()
                .uri("/exports/users/bob/ratings.csv")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/unknown-user");
    }

    private String get(String uri, String type) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", type)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
