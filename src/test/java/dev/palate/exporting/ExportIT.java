package dev.palate.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@PalateIT
class ExportIT {

    private static final Instant TIME = Instant.parse("2020-02-03T04:05:06.123456Z");

    @Autowired
    private RestTestClient client;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Exporter exporter;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private InteractionWriter interactions;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void oneRating() {
        jdbc.sql("delete from users").update();
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
    void aClientThatGoesAwayTakesOnlyItsConnectionWithIt() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("the client is gone");
            }
        };
        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThatThrownBy(() -> exporter.ratings(ExportFormat.CSV, gone)).hasMessage("the client is gone");
            assertThat(jdbc.sql("select count(*) from ratings")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void writesItems() {
        assertThat(get("/exports/items.csv", "text/csv;charset=UTF-8"))
                .isEqualTo("id,title,year,categories,description,attributes,availableFrom,availableUntil,hidden\n"
                        + "1,\"A \"\"quoted\"\" \\ title, été\",1990,x|y,,,,,false\n2,Plain,,\"\",,,,,false\n");
        assertThat(get("/exports/items.ndjson", "application/x-ndjson"))
                .startsWith(
                        "{\"id\":\"1\",\"title\":\"A \\\"quoted\\\" \\\\ title, été\",\"year\":1990,\"categories\":[\"x\",\"y\"],\"description\":null,\"attributes\":{},\"availableFrom\":null,\"availableUntil\":null,\"hidden\":false}\n");
    }

    @Test
    void writesInteractionsAndPreferences() {
        interactions.putAll(
                List.of(
                        new NewInteraction("ann", "2", "view", TIME, 2.5f, null),
                        new NewInteraction("ann", "2", "view", TIME.plusSeconds(1), null, null),
                        new NewInteraction("ann", "1", "purchase", TIME, null, null),
                        new NewInteraction("ann", "2", "hide", TIME, null, null)),
                false);

        assertThat(get("/exports/interactions.csv", "text/csv;charset=UTF-8").lines())
                .startsWith("userId,itemId,type,timestamp,value,count,firstTimestamp")
                .contains(
                        "ann,2,view,2020-02-03T04:05:07.123456Z,,2,2020-02-03T04:05:06.123456Z",
                        "ann,1,purchase,2020-02-03T04:05:06.123456Z,,1,2020-02-03T04:05:06.123456Z")
                .hasSize(4);
        assertThat(get("/exports/interactions.ndjson", "application/x-ndjson"))
                .contains("\"type\":\"view\",\"timestamp\":\"2020-02-03T04:05:07.123456Z\",\"value\":null,\"count\":2");
        assertThat(get("/exports/preferences.csv", "text/csv;charset=UTF-8").lines())
                .containsExactlyInAnyOrder(
                        "userId,itemId,preference,timestamp,type",
                        "ann,1,4.5,2020-02-03T04:05:06.123456Z,",
                        "ann,2,3,2020-02-03T04:05:07.123456Z,view");
        assertThat(get("/exports/preferences.ndjson", "application/x-ndjson")).contains("\"preference\":4.5");
    }

    @Test
    void writesEverythingOfOneUser() {
        writer.put(new NewRating("bob", "2", 1, TIME));

        assertThat(get("/exports/users/bob/ratings.csv", "text/csv;charset=UTF-8"))
                .isEqualTo("userId,itemId,title,rating,timestamp,kind,model,version,content\n"
                        + "bob,2,Plain,1,2020-02-03T04:05:06.123456Z,rating,,,\n");
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

    @Test
    void leavesNothingOutThatIsKeptAboutAUser() {
        jdbc.sql("create table recommendation_events_20260131 partition of recommendation_events"
                        + " for values from ('2026-01-31') to ('2026-02-01')")
                .update();
        jdbc.sql("""
                        insert into recommendation_events
                            (day, recommendation, item_id, type, user_id, model, version, value, occurred_at)
                        select '2026-01-31', gen_random_uuid(), i.id, 'clicked', u.id, 'vae', 3, null, '2026-01-31 10:00:00Z'
                        from users u, items i where u.external_id = 'ann' and i.external_id = '2'""").update();
        jdbc.sql("""
                        with job as (
                            insert into jobs (id, kind, state, submitted_at)
                            values (gen_random_uuid(), 'import', 'QUEUED', '2026-02-01 10:00:00Z') returning id),
                        failed as (
                            insert into imports (id, name, file, uploaded, options)
                            select id, 'f', 'f', false, '{}' from job returning id)
                        insert into import_rejections (import_id, position, file, line, content, reason, user_id)
                        select id, 1, 'f', 9, 'ann,1,77', 'off the scale', 'ann' from failed""").update();

        interactions.putAll(List.of(new NewInteraction("ann", "2", "cart", TIME, 2f, "e-1")), false);

        assertThat(get("/exports/users/ann/ratings.csv", "text/csv;charset=UTF-8")
                        .lines()
                        .skip(2)
                        .filter(line -> !line.contains("event-id")))
                .containsExactly(
                        "ann,2,Plain,,2020-02-03T04:05:06.123456Z,interaction,,,\"{\"\"type\"\" : \"\"cart\"\", \"\"count\"\" : 1, \"\"value\"\" : 2, \"\"firstTimestamp\"\" : \"\"2020-02-03T04:05:06.123456Z\"\"}\"",
                        "ann,2,Plain,,2026-01-31T10:00:00.000000Z,clicked,vae,3,",
                        "ann,,,,2026-02-01T10:00:00.000000Z,rejected,,,\"ann,1,77\"");
        assertThat(get("/exports/users/ann/ratings.csv", "text/csv;charset=UTF-8")
                        .lines())
                .last()
                .asString()
                .startsWith("ann,,,,")
                .endsWith("Z,event-id,,,e-1");
        writer.eraseUser("ann");
        assertThat(jdbc.sql(
                                "select (select count(*) from recommendation_events) + (select count(*) from import_rejections)")
                        .query(Long.class)
                        .single())
                .isZero();
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
