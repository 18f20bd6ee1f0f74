package dev.palate.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.job.JobState;
import dev.palate.rating.RatingWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Files of events: how they are read, and how often an event counts. */
@PalateIT
class InteractionImportIT {

    private static final String RETAIL_ROCKET = """
            timestamp,visitorid,event,itemid,transactionid
            1433221332117,257597,view,1,
            1433224214164,257597,addtocart,1,
            1433222276276,257597,transaction,1,4000
            1433222276276,599528,view,2,
            """;

    @TempDir
    private static Path folder;

    @Autowired
    private RestTestClient client;

    @Autowired
    private Imports imports;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("palate.imports.spool", () -> folder.resolve("spool").toString());
        registry.add("palate.imports.root", () -> folder.resolve("root").toString());
        registry.add("palate.imports.batch-rows", () -> "1000");
    }

    @BeforeEach
    void twoItems() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        catalogue.putAll(List.of(new Item("1", "A", null, List.of()), new Item("2", "B", null, List.of())), Set.of());
        catalogue.refresh();
    }

    @Test
    void importsTheEventsOfRetailRocketWithoutMap() {
        ImportStatus done = upload("events.csv", RETAIL_ROCKET, "kind", "interactions");

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.rowsWritten()).isEqualTo(4);
        assertThat(done.detected().interactions().columns())
                .isEqualTo(Map.of("user", "visitorid", "item", "itemid", "timestamp", "timestamp", "type", "event"));
        assertThat(stored())
                .containsExactly(
                        "257597 1 cart 1 2015-06-02T05:50:14.164Z 2015-06-02T05:50:14.164Z -",
                        "257597 1 purchase 1 2015-06-02T05:17:56.276Z 2015-06-02T05:17:56.276Z -",
                        "257597 1 view 1 2015-06-02T05:02:12.117Z 2015-06-02T05:02:12.117Z -",
                        "599528 2 view 1 2015-06-02T05:17:56.276Z 2015-06-02T05:17:56.276Z -");
    }

    @Test
    void mapsAndIgnoresTypesAndRejectsUnknownOnes() {
        ImportStatus done = upload("events.csv", """
                user,item,event,timestamp
                ann,1,gekauft,100
                ann,1,other,100
                ann,1,other,101
                ann,2,zoom,100
                """, "types", "{\"gekauft\": \"purchase\", \"other\": null}");

        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(List.of(done.rowsRead(), done.rowsWritten(), done.rowsIgnored(), done.rowsRejected()))
                .containsExactly(4L, 1L, 2L, 1L);
        assertThat(imports.rejections(done.id())).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(5);
            assertThat(row.reason())
                    .startsWith("the type must be one of ")
                    .contains("purchase")
                    .endsWith("not zoom");
        });
        assertThat(done.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("types={", "PUT /interaction-types"));
        assertThat(stored()).containsExactly("ann 1 purchase 1 1970-01-01T00:01:40Z 1970-01-01T00:01:40Z -");
    }

    @Test
    void importsOrdersAsOneTypeWithTheirQuantities() {
        ImportStatus done = upload("orders.csv", """
                user_id,product_id,quantity,ordered_at
                ann,1,2,2026-01-31
                ann,1,3,2026-02-28
                ann,2,many,2026-02-28
                """, "type", "purchase");

        assertThat(done.rowsWritten()).isEqualTo(2);
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .containsExactly("the value must be a number, not many");
        assertThat(stored()).containsExactly("ann 1 purchase 2 2026-01-31T00:00:00Z 2026-02-28T00:00:00Z 3.0");
    }

    @Test
    void addsUpOneRowForEachUserItemAndTypeInAnyOrderOfTheRows() {
        upload("events.csv", """
                user,item,event,timestamp,value
                ann,1,view,300,3
                ann,1,view,100,1
                ann,1,cart,200,
                ann,1,view,300,4
                bob,1,view,100,
                """, "kind", "interactions");

        assertThat(stored())
                .containsExactly(
                        "ann 1 cart 1 1970-01-01T00:03:20Z 1970-01-01T00:03:20Z -",
                        "ann 1 view 3 1970-01-01T00:01:40Z 1970-01-01T00:05:00Z 4.0",
                        "bob 1 view 1 1970-01-01T00:01:40Z 1970-01-01T00:01:40Z -");
    }

    @Test
    void countsTheEventsOfOneFileOnceHoweverTheyAreSpreadOverBatches() {
        List<String> rows = new ArrayList<>(IntStream.range(0, 5000)
                .mapToObj(k -> "ann," + (1 + k % 2) + ",view," + (1_600_000_000 + k))
                .toList());
        Collections.shuffle(rows, new Random(1));
        String csv = "user,item,event,timestamp\n" + String.join("\n", rows);

        assertThat(upload("events.csv", csv, "kind", "interactions").rowsWritten())
                .isEqualTo(5000);
        List<String> once = stored();
        assertThat(once)
                .containsExactly(
                        "ann 1 view 2500 2020-09-13T12:26:40Z 2020-09-13T13:49:58Z -",
                        "ann 2 view 2500 2020-09-13T12:26:41Z 2020-09-13T13:49:59Z -");
        long revision = revision("ann");

        ImportStatus again = upload("events.csv", csv, "kind", "interactions");
        assertThat(again.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.rowsWritten()).isZero();
        assertThat(again.rowsUnchanged()).isEqualTo(5000);
        assertThat(stored()).isEqualTo(once);
        assertThat(revision("ann")).isEqualTo(revision);
    }

    @Test
    void countsTheNewestEventsFirstAlthoughTheirRowExists() {
        String header = "user,item,event,timestamp\n";
        upload("monday.csv", header + "ann,1,view,100\nann,1,view,200\n", "kind", "interactions");
        String csv = IntStream.range(0, 5000)
                .mapToObj(k -> "ann,1,view," + (5_100 - k) + "\n")
                .collect(Collectors.joining("", header, ""));

        upload("tuesday.csv", csv, "kind", "interactions");

        assertThat(stored()).containsExactly("ann 1 view 4902 1970-01-01T00:01:40Z 1970-01-01T01:25:00Z -");
    }

    @Test
    void countsEachEventOnceIfAFileThatWasCutOffIsSentAgain() throws Exception {
        String csv = IntStream.range(0, 5000)
                .mapToObj(k -> "ann," + (1 + k % 2) + ",view," + (10_000 + k * 7919L % 10007) + "\n")
                .collect(Collectors.joining("", "user,item,event,timestamp\n", ""));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(gzip)) {
            stream.write(csv.getBytes(UTF_8));
        }
        byte[] whole = gzip.toByteArray();

        ImportStatus cut = upload("events.csv.gz", Arrays.copyOf(whole, whole.length / 2), "kind", "interactions");
        assertThat(cut.state()).isEqualTo(JobState.FAILED);
        assertThat(cut.rowsWritten()).isBetween(1000L, 4000L);
        assertThat(cut.failure())
                .endsWith("interactions were written before and remain. Send the whole file again before other files"
                        + " with interactions: then each event counts once.");
        upload("events.csv.gz", whole, "kind", "interactions");

        assertThat(jdbc.sql("select count from interactions")
                        .query(Integer.class)
                        .list())
                .containsExactly(2500, 2500);
    }

    @Test
    void importsAnExportWithAllItsEvents() {
        upload("events.csv", """
                user,item,event,timestamp,value
                ann,1,view,300,3
                ann,1,view,100,1
                ann,1,cart,200,
                bob,2,view,100,
                bob,2,view,101,
                """, "kind", "interactions");
        List<String> exported = stored();
        for (String format : List.of("csv", "ndjson")) {
            String export = client.get()
                    .uri("/exports/interactions." + format)
                    .exchange()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();
            jdbc.sql("delete from users").update();

            ImportStatus done = upload("export." + format, export, "kind", "interactions");
            assertThat(done.rowsWritten()).as(done.failure()).isEqualTo(3);
            assertThat(stored()).isEqualTo(exported);
            assertThat(upload("export." + format, export, "kind", "interactions")
                            .rowsUnchanged())
                    .isEqualTo(3);
        }
        assertThat(stored())
                .isEqualTo(exported)
                .anySatisfy(row -> assertThat(row).contains("ann 1 view 2 1970"));
    }

    @Test
    void rejectsRowsOfAnExportWithWrongCountsOrTimes() {
        ImportStatus done = upload("export.csv", """
                userId,itemId,type,timestamp,value,count,firstTimestamp
                ann,1,view,200,,0,100
                ann,1,view,200,,2.5,100
                ann,1,view,200,,2,300
                ann,1,view,200,,2,never
                ann,1,view,200,,2,-9000000000000
                ann,1,view,200,,2,100
                """, "kind", "interactions");

        assertThat(stored()).containsExactly("ann 1 view 2 1970-01-01T00:01:40Z 1970-01-01T00:03:20Z -");
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).isEqualTo("the count must be a whole number of at least 1, not 0"),
                        reason -> assertThat(reason).endsWith("at least 1, not 2.5"),
                        reason -> assertThat(reason)
                                .isEqualTo("the firstTimestamp must not be later than the timestamp, but is 300"),
                        reason -> assertThat(reason).isEqualTo("the firstTimestamp cannot be read: never"),
                        reason -> assertThat(reason).startsWith("the firstTimestamp must"));
    }

    @Test
    void showsTheProgressOfAFileThatIsMostlyIgnoredAndCanBeCancelled() throws Exception {
        int rows = 5_000_000;
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("ignored.csv"), "user,item,event\n" + "a,1,x\n".repeat(rows));
        UUID id = UUID.fromString((String) client.post()
                .uri("/imports")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"path": "ignored.csv", "types": {"x": null}}""")
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("id"));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> imports.get(id).rowsIgnored() > 0);

        imports.cancel(id);

        ImportStatus done = awaitEnd(id);
        assertThat(done.state()).isEqualTo(JobState.CANCELLED);
        assertThat(done.rowsIgnored()).isBetween(10_000L, rows - 1L);
    }

    @Test
    void countsOnlyTheNewEventsOfALaterExport() {
        String header = "user,item,event,timestamp\n";
        String old = "ann,1,view,200\nann,1,view,300\n";
        upload("monday.csv", header + old, "kind", "interactions");

        ImportStatus tuesday =
                upload("tuesday.csv", header + old + "ann,1,view,400\nann,2,view,150\n", "kind", "interactions");
        assertThat(List.of(tuesday.rowsWritten(), tuesday.rowsUnchanged())).containsExactly(2L, 2L);
        upload("history.csv", header + "ann,1,view,100\n", "kind", "interactions");

        assertThat(stored())
                .containsExactly(
                        "ann 1 view 4 1970-01-01T00:01:40Z 1970-01-01T00:06:40Z -",
                        "ann 2 view 1 1970-01-01T00:02:30Z 1970-01-01T00:02:30Z -");
    }

    @Test
    void replacesPlayCountsThatAreImportedAgain() {
        upload("plays.csv", "user,artist,plays\nann,1,7\nann,2,9\n", "type", "view");
        ImportStatus later = upload("plays.csv", "user,artist,plays\nann,1,12\nann,2,9\n", "type", "view");

        assertThat(List.of(later.rowsWritten(), later.rowsUnchanged())).containsExactly(1L, 1L);
        assertThat(jdbc.sql("select value from interactions order by value")
                        .query(Float.class)
                        .list())
                .containsExactly(9f, 12f);
        assertThat(jdbc.sql("select count(*) from interactions where count = 1 and first_at <= last_at")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void computesQuantilesFromThePlaysThatItImports() {
        client.put()
                .uri("/interaction-types/play")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"countsAs": {"scale": "quantile", "least": 2, "most": 5}}""")
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        String rows = IntStream.rangeClosed(1, 100)
                .mapToObj(k -> "u" + k + ",1," + 1000 * k + "\n")
                .collect(Collectors.joining());

        upload("plays.csv", "user,artist,plays\n" + rows, "type", "play");

        assertThat(jdbc.sql("select value_bounds[1] > 1000 from interaction_types where name = 'play'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void correctsTheValueOfTheLastEvent() {
        String csv = "user,item,timestamp,amount\nann,1,100,2\nann,1,200,5\n";
        upload("orders.csv", csv, "type", "purchase");
        assertThat(stored()).containsExactly("ann 1 purchase 2 1970-01-01T00:01:40Z 1970-01-01T00:03:20Z -");

        upload("orders.csv", csv, "type", "purchase", "valueColumn", "amount");
        assertThat(stored()).containsExactly("ann 1 purchase 2 1970-01-01T00:01:40Z 1970-01-01T00:03:20Z 5.0");
    }

    @Test
    void rejectsUnknownItemsUnlessTheyAreCreated() {
        String csv = "user,item\nann,1\nann,77\n";
        ImportStatus rejecting = upload("bought.csv", csv, "type", "purchase");
        assertThat(rejecting.warnings()).anySatisfy(text -> assertThat(text).contains("unknownItems=create"));
        assertThat(rejecting.rowsRejected()).isEqualTo(1);

        ImportStatus creating = upload("bought.csv", csv, "type", "purchase", "unknownItems", "create");
        assertThat(List.of(creating.rowsWritten(), creating.rowsUnchanged(), creating.itemsWritten()))
                .containsExactly(1L, 1L, 1L);
        assertThat(catalogue.get("77").title()).isEqualTo("77");
    }

    @Test
    void writesNothingIfTheImportIsStrictAndATypeIsUnknown() {
        ImportStatus done = upload(
                "events.csv", "user,item,event\nann,1,view\nann,1,zoom\n", "typeColumn", "event", "strict", "true");

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(stored()).isEmpty();
    }

    @Test
    void failsIfNothingIsLeftToImport() {
        ImportStatus ignored = upload("events.csv", "user,item,event\nann,1,x\n", "types", "{\"x\": null}");
        assertThat(ignored.state()).isEqualTo(JobState.FAILED);
        assertThat(ignored.failure()).contains("All 1 rows have types that the option types ignores");

        ImportStatus unknown = upload("events.csv", "user,item,event\nann,1,x\n", "kind", "interactions");
        assertThat(unknown.failure()).contains("All 1 rows were rejected", "the type must be one of", "types={");
    }

    @Test
    void explainsHowToImportAFileWithoutRatings() {
        ImportStatus orders = upload("orders.csv", "user_id,product_id,ordered_at\nann,1,2026-01-31\n");
        assertThat(orders.state()).isEqualTo(JobState.FAILED);
        assertThat(orders.failure())
                .contains("There is no column rating among [user_id, product_id, ordered_at].")
                .contains("POST /imports?kind=interactions&type=purchase")
                .contains("{\"path\": \"...\", \"kind\": \"interactions\", \"type\": \"purchase\"");

        assertThat(upload("events.csv", RETAIL_ROCKET).failure()).contains("kind=interactions&typeColumn=event");
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        refuses("no interaction type purchas; the types are", "type", "purchas");
        refuses("need kind=interactions", "kind", "ratings", "type", "view");
        refuses("need kind=ratings", "type", "view", "scaleMinimum", "1", "scaleMaximum", "5");
        refuses("excludes typeColumn and types", "type", "view", "typeColumn", "event");
        refuses("types", "types", "view");
    }

    @Test
    void importsAFileOfTheServerWithAMap() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("events.csv"), RETAIL_ROCKET.replace("transaction,", "sold,"));
        Map<?, ?> body = client.post()
                .uri("/imports")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"path": "events.csv", "kind": "interactions", "types": {"sold": "purchase", "addtocart": null}}""")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        ImportStatus done = awaitEnd(UUID.fromString((String) body.get("id")));

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(List.of(done.rowsWritten(), done.rowsIgnored())).containsExactly(3L, 1L);
    }

    @Test
    void checksAFileAndShowsItsTypes() {
        send("/imports/check", "events.csv", RETAIL_ROCKET + "1433222276277,599528,zoom,2,\n", "kind", "interactions")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.detected.interactions.columns.type")
                .isEqualTo("event")
                .jsonPath("$.detected.ratings")
                .isEmpty()
                .jsonPath("$.sample.interactions[1].type")
                .isEqualTo("cart")
                .jsonPath("$.sample.interactions[1].at")
                .isEqualTo("2015-06-02T05:50:14.164Z")
                .jsonPath("$.sample.types[0]")
                .isEqualTo(Map.of("text", "view", "rows", 2, "type", "view", "ignored", false))
                .jsonPath("$.sample.types[3].text")
                .isEqualTo("zoom")
                .jsonPath("$.sample.types[3].type")
                .isEmpty()
                .jsonPath("$.sample.rowsRejected")
                .isEqualTo(1)
                .jsonPath("$.problems[0]")
                .value(String.class, text -> assertThat(text).contains("rows were rejected"));
        assertThat(stored()).isEmpty();
    }

    @Test
    void documentsTheMapOfTypesAsParameterAndAsField() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/imports'].post.parameters[?(@.name == 'types')].schema.type")
                .isEqualTo("string")
                .jsonPath("$.components.schemas.PathBody.properties.types.additionalProperties")
                .exists()
                .jsonPath("$.components.schemas.PathBody.properties.types.properties")
                .doesNotExist();
    }

    @Test
    void checksOptionsThatNameAnUnknownType() {
        send("/imports/check", "orders.csv", "user,item\nann,1\n", "type", "purchas")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.problems[0]")
                .value(String.class, text -> assertThat(text).contains("no interaction type purchas"));
    }

    @Test
    void erasesTheInteractionsOfAUser() {
        upload("events.csv", RETAIL_ROCKET, "kind", "interactions");
        writer.eraseUser("257597");

        assertThat(stored()).containsExactly("599528 2 view 1 2015-06-02T05:17:56.276Z 2015-06-02T05:17:56.276Z -");
    }

    private void refuses(String reason, String... options) {
        send("/imports", "events.csv", RETAIL_ROCKET, options)
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains(reason));
    }

    private ImportStatus upload(String name, String content, String... options) {
        return upload(name, content.getBytes(UTF_8), options);
    }

    private ImportStatus upload(String name, byte[] content, String... options) {
        Map<?, ?> body = send("/imports", name, content, options)
                .expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return awaitEnd(UUID.fromString((String) body.get("id")));
    }

    private ImportStatus awaitEnd(UUID id) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> imports.get(id).state().isFinal());
        return imports.get(id);
    }

    private ResponseSpec send(String path, String name, String content, String... options) {
        return send(path, name, content.getBytes(UTF_8), options);
    }

    private ResponseSpec send(String path, String name, byte[] content, String... options) {
        return client.post()
                .uri(path)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of(name, content, options))
                .exchange();
    }

    /** {@code user item type count first last value}, in the order of the users, items and types. */
    private List<String> stored() {
        return jdbc.sql("""
                        select u.external_id, i.external_id, t.name, n.count, n.first_at, n.last_at, n.value
                        from interactions n join users u on u.id = n.user_id join items i on i.id = n.item_id
                            join interaction_types t on t.id = n.type_id
                        order by 1, 2, 3""")
                .query((row, number) -> String.join(
                        " ",
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant().toString(),
                        row.getTimestamp(6).toInstant().toString(),
                        row.getString(7) == null ? "-" : String.valueOf(row.getFloat(7))))
                .list();
    }

    private long revision(String user) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(user)
                .query(Long.class)
                .single();
    }
}
