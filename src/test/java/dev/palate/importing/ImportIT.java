package dev.palate.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.attribute.Attributes;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.job.JobState;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.MultiValueMap;

@PalateIT
@ExtendWith(OutputCaptureExtension.class)
class ImportIT {

    @TempDir
    private static Path folder;

    @Autowired
    private RestTestClient client;

    @LocalServerPort
    private int port;

    @Autowired
    private Imports imports;

    @Autowired
    private Uploads uploads;

    @Autowired
    private Clock clock;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private UserHistories ratings;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("palate.imports.root", () -> folder.resolve("root").toString());
        registry.add("palate.imports.spool", () -> folder.resolve("spool").toString());
        registry.add("palate.imports.batch-rows", () -> "1000");
        // How soon a job of a dead process is found.
        registry.add("palate.jobs.heartbeat", () -> "500ms");
        registry.add("palate.catalogue.memory", () -> "4MB");
    }

    @BeforeEach
    void twoItems() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        catalogue.putAll(List.of(new Item("1", "A", null, List.of()), new Item("2", "B", null, List.of())), Set.of());
        catalogue.refresh();
    }

    @Test
    void importsTheReleasesWithDatFiles() throws IOException {
        byte[] zip = zip(Map.of(
                "ml-1m/movies.dat",
                        "1::Café (1995)::Animation|Comedy\n9::Nine (1960)::Drama\n"
                                .getBytes(StandardCharsets.ISO_8859_1),
                "ml-1m/ratings.dat", utf8("1::1::5::978300760\n1::9::3::978302109\n2::9::4.5::978302109\n"),
                "ml-1m/users.dat", utf8("1::F::1::10::48067\n")));

        ImportStatus done = upload("ml-1m.zip", zip, Map.of());

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.rowsWritten()).isEqualTo(3);
        assertThat(catalogue.get("1")).isEqualTo(new Item("1", "Café (1995)", 1995, List.of("Animation", "Comedy")));
        assertThat(ratings.of("2").preferences())
                .containsExactly(Preference.ofRating("9", 4.5f, Instant.ofEpochSecond(978302109)));
    }

    @Test
    void importsTheReleasesWithCsvFiles() throws IOException {
        byte[] zip = zip(Map.of(
                "ml-latest/movies.csv",
                utf8(
                        "movieId,title,genres\r\n11,\"American President, The (1995)\",Comedy|Drama\r\n12,\"Say \"\"Hi\"\"\",(no genres listed)\r\n"),
                "ml-latest/ratings.csv",
                utf8("userId,movieId,rating,timestamp\r\n7,11,4.0,1256677221\r\n7,12,0.5,1256677222\r\n"),
                "ml-latest/tags.csv",
                utf8("userId,movieId,tag,timestamp\r\n"),
                "__MACOSX/ml-latest/ratings.csv",
                utf8("junk")));

        ImportStatus done = upload("ml-latest.zip", zip, Map.of());

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(catalogue.get("11").title()).isEqualTo("American President, The (1995)");
        assertThat(catalogue.get("12")).isEqualTo(new Item("12", "Say \"Hi\"", null, List.of()));
        assertThat(ratings.of("7").preferences()).hasSize(2);
    }

    @Test
    void keepsBadLinesAndWritesTheGoodOnes() throws IOException {
        String csv = "\uFEFFuserId,itemId,rating,timestamp\r\n"
                + "ann,1,4,100\r\n" // line 2
                + "ann,2,NaN,100\r\n"
                + "ann,2,9,100\r\n"
                + "ann,2,4\r\n"
                + "ann,77,4,100\r\n"
                + "\"ann,2,4,100\r\n"
                + "ann,2,4,soon\r\n"
                + "ann,2,4,99999999999999\r\n"
                + "x".repeat(300) + ",2,4,100\r\n"
                + ",2,4,100\r\n"
                + "y".repeat(20_000) + "\r\n"
                + "\r\n"
                + "\"bob\",\"2\",\"5\",\"100\"";

        ImportStatus done = upload("some.csv", utf8(csv), Map.of());

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(done.warnings()).startsWith("10 of 12 rows were rejected.");
        assertThat(done.rowsRead()).isEqualTo(12);
        assertThat(done.rowsRejected()).isEqualTo(10);
        assertThat(done.rowsWritten()).isEqualTo(2);
        List<Rejection> rejections = imports.rejections(done.id());
        assertThat(rejections).extracting(Rejection::line).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(rejections)
                .extracting(Rejection::reason)
                .containsExactly(
                        "the rating must be a number from 0.5 to 5, not NaN",
                        "the rating must be a number from 0.5 to 5, not 9",
                        "has 3 fields instead of 4",
                        "there is no item 77",
                        "the quotes do not match",
                        "the timestamp cannot be read: soon",
                        "the timestamp must lie between 1900 and tomorrow, not 99999999999999",
                        "the user id must have 1 to 200 characters, none of them a control character or undecodable",
                        "the user id must have 1 to 200 characters, none of them a control character or undecodable",
                        "has 1 fields instead of 4");
        assertThat(ratings.of("bob").preferences()).hasSize(1);

        client.get()
                .uri("/imports/{id}", done.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("SUCCEEDED_WITH_WARNINGS")
                .jsonPath("$.rejections.length()")
                .isEqualTo(10)
                .jsonPath("$.rejections[0].text")
                .isEqualTo("ann,2,NaN,100");

        writer.eraseUser("ann");
        assertThat(imports.rejections(done.id()))
                .noneMatch(rejection -> rejection.text().startsWith("ann,"));
    }

    @Test
    void writesNothingOfAStrictImportWithABadLine() throws IOException {
        StringBuilder csv = new StringBuilder("userId,itemId,rating,timestamp\n");
        for (int user = 0; user < 3000; user++) {
            csv.append("u").append(user).append(",1,4,1000000000\n");
        }
        csv.append("u1,1,six,100\n");

        ImportStatus done = upload("a.csv", utf8(csv.toString()), Map.of("strict", "true"));

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("strict").endsWith(" Nothing was written.");
        assertThat(done.rowsRejected()).isEqualTo(1);
        assertThat(imports.rejections(done.id())).extracting(Rejection::line).containsExactly(3002L);
        assertThat(count("ratings")).isZero();
    }

    @Test
    void keepsTheLatestOfConflictingRatingsInAnyOrder() throws IOException {
        upload("a.csv", utf8("userId,itemId,rating,timestamp\nann,1,3,200\nann,1,5,100\nann,2,2,100\n"), Map.of());
        upload("b.csv", utf8("userId,itemId,rating,timestamp\nann,1,1,150\nann,2,4,300\nann,2,3,300\n"), Map.of());

        assertThat(ratings.of("ann").preferences())
                .containsExactlyInAnyOrder(
                        Preference.ofRating("1", 3, Instant.ofEpochSecond(200)),
                        Preference.ofRating("2", 3, Instant.ofEpochSecond(300)));
    }

    @Test
    void repairsTheValuesOfAnEarlierImportWithEqualTimes() {
        upload("a.csv", utf8("userId,itemId,rating,timestamp\nann,1,5,100\nann,2,4,100\n"), Map.of());
        ImportStatus repair =
                upload("a.csv", utf8("userId,itemId,rating,timestamp\nann,1,2,100\nann,2,4,100\n"), Map.of());

        assertThat(repair.rowsWritten()).isEqualTo(1);
        assertThat(repair.rowsUnchanged()).isEqualTo(1);
        assertThat(ratings.of("ann").preferences())
                .containsExactlyInAnyOrder(
                        Preference.ofRating("1", 2, Instant.ofEpochSecond(100)),
                        Preference.ofRating("2", 4, Instant.ofEpochSecond(100)));
    }

    @Test
    void failsAtOnceForTextThatPostgresRefuses() {
        ImportStatus done = upload("a.csv", "userId,itemId,rating\n".getBytes(StandardCharsets.UTF_16BE), Map.of());

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("encoding=UTF-16BE");
    }

    @Test
    void changesNothingWhenImportedAgain() throws IOException {
        String csv = "userId,itemId,rating\n"
                + IntStream.range(0, 2500).mapToObj(n -> "u" + n + ",1,4\n").collect(Collectors.joining());
        assertThat(upload("a.csv", utf8(csv), Map.of()).rowsWritten()).isEqualTo(2500);
        long revision = ratings.of("u7").revision();

        ImportStatus second = upload("a.csv", utf8(csv), Map.of());
        assertThat(second.rowsWritten()).isZero();
        assertThat(second.rowsUnchanged()).isEqualTo(2500);
        assertThat(ratings.of("u7").revision()).isEqualTo(revision);
        assertThat(upload("a.csv", utf8("userId,itemId,rating\nu7,1,2\n"), Map.of())
                        .rowsWritten())
                .isEqualTo(1);
    }

    @Test
    void mapsColumnsScaleAndTimes() throws IOException {
        byte[] csv = utf8("stars;who;what;when\n10;ann;1;03.02.2020 04:05\n0;ann;2;03.02.2020 04:05\n");
        ImportStatus done = upload(
                "a.txt",
                csv,
                Map.of(
                        "delimiter", ";",
                        "userColumn", "who",
                        "itemColumn", "what",
                        "ratingColumn", "stars",
                        "timestampColumn", "when",
                        "timestampFormat", "dd.MM.yyyy HH:mm",
                        "scaleMinimum", "0",
                        "scaleMaximum", "10"));

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        Instant time = Instant.parse("2020-02-03T04:05:00Z");
        assertThat(ratings.of("ann").preferences())
                .containsExactlyInAnyOrder(Preference.ofRating("1", 5, time), Preference.ofRating("2", 0.5f, time));
    }

    @Test
    void importsJsonLinesAndCreatesItemsOnRequest() throws IOException {
        byte[] lines = utf8(
                "{\"userId\":1,\"itemId\":\"new\",\"value\":4,\"ratedAt\":\"2020-02-03T04:05:06Z\"}\nnot json\n[1]\n");
        ImportStatus done = upload("a.ndjson", lines, Map.of("unknownItems", "create"));

        assertThat(done.rowsRejected()).isEqualTo(2);
        assertThat(done.itemsWritten()).isEqualTo(1);
        assertThat(catalogue.get("new").title()).isEqualTo("new");
        assertThat(ratings.of("1").preferences())
                .containsExactly(Preference.ofRating("new", 4, Instant.parse("2020-02-03T04:05:06Z")));
    }

    @Test
    void importsItemsFromColumnsOfTheCallersChoice() {
        ImportStatus done = upload(
                "films.csv",
                utf8(
                        "sku;name;released;tags\nA;Alien;1979;Horror, Sci-Fi\nB;Brazil (1985);;\nC;Cube;soon;\n;D;1990;\n"),
                Map.of(
                        "kind", "items",
                        "delimiter", ";",
                        "itemColumn", "sku",
                        "yearColumn", "released",
                        "categoriesColumn", "tags",
                        "categorySeparator", ","));

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(done.itemsWritten()).isEqualTo(2);
        client.get()
                .uri("/activity?size=1")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].text")
                .isEqualTo("Import of films.csv succeeded with warnings: 2 items written, 2 rejected");
        assertThat(catalogue.get("A")).isEqualTo(new Item("A", "Alien", 1979, List.of("Horror", "Sci-Fi")));
        assertThat(catalogue.get("B")).isEqualTo(new Item("B", "Brazil (1985)", 1985, List.of()));
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .containsExactly(
                        "the year must be a whole number from 0 to 9999, not soon",
                        "the id must have 1 to 200 characters and no control characters");
    }

    @Test
    void importsItemsFromJsonLines() {
        ImportStatus done = upload(
                "films.ndjson",
                utf8("{\"id\": 7, \"title\": \"Seven\", \"year\": 1995, \"categories\": [\"Crime\", \"Drama\"]}\n[]\n"),
                Map.of("kind", "items"));
        ImportStatus withGenres = upload(
                "more-films.ndjson",
                utf8("{\"id\": 8, \"title\": \"8½ (1963)\", \"genres\": \"Drama|Fantasy\"}\n"),
                Map.of("kind", "items"));

        assertThat(done.itemsWritten() + withGenres.itemsWritten()).isEqualTo(2);
        assertThat(done.rowsRejected()).isEqualTo(1);
        assertThat(catalogue.get("7")).isEqualTo(new Item("7", "Seven", 1995, List.of("Crime", "Drama")));
        assertThat(catalogue.get("8")).isEqualTo(new Item("8", "8½ (1963)", 1963, List.of("Drama", "Fantasy")));
    }

    @Test
    void refusesAllItemsForAnInvalidOneWhenStrict() {
        ImportStatus done =
                upload("films.csv", utf8("id,title\nA,Alien\nB,\n"), Map.of("kind", "items", "strict", "true"));

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("strict");
        assertThat(catalogue.snapshot().find("A")).isEmpty();
    }

    @Test
    void endsAnImportOfItemsThatWouldFillTheMemory() throws IOException {
        ImportStatus done = upload("kettles.csv.gz", gzip(utf8(kettles("kettle", 1_600))), Map.of("kind", "items"));

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure())
                .contains("palate.catalogue.memory allows 4194304")
                .endsWith("1000 items were written before and remain.");
        assertThat(done.itemsWritten()).isEqualTo(1000);
        await().untilAsserted(() -> assertThat(catalogue.snapshot().size()).isEqualTo(1002));
    }

    @Test
    void countsTheItemsOfEarlierImports() throws IOException {
        upload("kettles.csv.gz", gzip(utf8(kettles("kettle", 800))), Map.of("kind", "items"));
        ImportStatus more = upload("pots.csv.gz", gzip(utf8(kettles("pot", 800))), Map.of("kind", "items"));
        String ratings = "userId,itemId,rating\n"
                + IntStream.range(0, 9000)
                        .mapToObj(n -> "ann," + "sku".repeat(60) + n + ",4\n")
                        .collect(Collectors.joining());
        ImportStatus creating = upload("ratings.csv.gz", gzip(utf8(ratings)), Map.of("unknownItems", "create"));

        assertThat(more.failure()).contains("palate.catalogue.memory").endsWith("Nothing was written.");
        assertThat(creating.failure()).contains("palate.catalogue.memory").contains("ratings were written before");
    }

    @Test
    void refusesAnItemThatDoesNotFitAndStillDeletesOne() {
        jdbc.sql("update catalogue_revision set bytes = 4194304").update();
        try {
            client.put()
                    .uri("/items/wok")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("title", "Wok"))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.CONFLICT)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://palate.dev/problems/catalogue-full");
            client.delete().uri("/items/1").exchange().expectStatus().isNoContent();
        } finally {
            jdbc.sql("""
                            update catalogue_revision
                            set bytes = (select sum(item_bytes(external_id, title, categories)) from items)""").update();
        }
    }

    @Test
    void continuesTheItemsWhereADeadProcessStopped() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path file = Files.writeString(root.resolve("lamps.csv"), "itemId,title\na,Arc\nb,\nb,Bulb\na,Again\nc,Coil\n");
        UUID id = job("RUNNING");
        jdbc.sql("""
                        insert into imports
                            (id, name, file, uploaded, options, items_written, rows_rejected, item_lines_done)
                        values (?, 'lamps.csv', ?, false, '{"kind": "items"}', 1, 1, 3)""").params(id, file.toString()).update();
        queueAsOfADeadProcess(id);

        ImportStatus done = ended(id);

        assertThat(done.note()).startsWith("Resumed after line 3 of the items");
        assertThat(done.itemsWritten()).isEqualTo(3);
        assertThat(done.rowsRejected()).isEqualTo(2);
        assertThat(imports.rejections(id))
                .extracting(Rejection::reason)
                .containsExactly("item a is duplicated; the first row counts");
        assertThat(catalogue.snapshot().find("a"))
                .as("the dead process' item is only pretended here")
                .isEmpty();
    }

    @Test
    void addsAttributesToUsers() {
        putUser("ann", Map.of("vip", true, "age", 20));
        putUser("cid", Map.of("age", 50));
        long ann = revision("ann");
        String csv =
                "customer;age;segment;likes\nann;31;007;Drama|War\nbob;19;;\ncid;50;;\nbob;20;new;\ndan;old;;\n;7;;\n";
        Map<String, String> options =
                Map.of("kind", "users", "attributeColumns", "age:number,segment:text,likes:list", "strict", "false");

        ImportStatus done = upload("users.csv", utf8(csv), options);

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(done.warnings()).first().isEqualTo("2 of 6 rows were rejected.");
        assertThat(List.of(done.rowsRead(), done.rowsWritten(), done.rowsUnchanged(), done.rowsRejected()))
                .as("ann and bob are written; cid and the first row of bob change nothing")
                .isEqualTo(List.of(6L, 2L, 2L, 2L));
        assertThat(done.bytesRead()).isEqualTo(done.bytesTotal()).isPositive();
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .containsExactly(
                        "age must be a number, not old",
                        "the user id must have 1 to 200 characters, none of them a control character or undecodable");
        assertThat(attributes("ann")).isEqualTo("{age=31, likes=[Drama, War], segment=007, vip=true}");
        assertThat(attributes("bob")).isEqualTo("{age=20, segment=new}");
        assertThat(revision("ann")).isGreaterThan(ann);
        client.get()
                .uri("/activity?size=1")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].text")
                .isEqualTo("Import of users.csv succeeded with warnings: 2 rows written, 2 rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "users.ndjson"})
    void importsAnExportOfUsersAsItIs(String name) {
        putUser("ann", Map.of("vip", true, "age", 20, "likes", List.of("a|b", "c,\"d\"")));
        putUser("7", Map.of());
        byte[] export = client.get()
                .uri("/exports/" + name)
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        long ann = revision("ann");

        ImportStatus again = upload(name, export, Map.of("kind", "users"));
        assertThat(again.state()).as(again.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.rowsUnchanged()).isEqualTo(again.rowsRead()).isEqualTo(2);
        assertThat(revision("ann")).isEqualTo(ann);

        String before = attributes("ann");
        jdbc.sql("delete from users").update();
        ImportStatus fresh = upload(name, export, Map.of("kind", "users", "strict", "true"));
        assertThat(fresh.rowsWritten()).isEqualTo(2);
        assertThat(attributes("ann")).isEqualTo(before);
        assertThat(attributes("7")).isEqualTo("{}");
    }

    @Test
    void writesNoUsersOfAnInvalidFileWhenStrictAndNoneThatWereErased() {
        putUser(
                "full",
                IntStream.range(0, 50).boxed().collect(Collectors.toMap(number -> "a" + number, number -> number)));
        byte[] csv = utf8("userId,age\nfull,1\nvictim,2\nbob,3\n");
        Map<String, String> options = Map.of("kind", "users", "attributeColumns", "age", "strict", "true");
        ImportStatus strict = upload("u.csv", csv, options);
        assertThat(strict.failure()).contains("1 rows cannot be imported", "Nothing was written");
        assertThat(count("users where external_id = 'bob'")).isZero();
        jdbc.sql("insert into erasures values (sha256('victim'), now() + interval '1 hour')")
                .update();
        ImportStatus done = upload("u.csv", csv, Map.of("kind", "users", "attributeColumns", "age"));
        jdbc.sql("delete from erasures").update();

        assertThat(List.of(done.rowsWritten(), done.rowsUnchanged(), done.rowsRejected()))
                .isEqualTo(List.of(1L, 1L, 1L));
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .containsExactly("the user would have more than 50 attributes together with those that it has");
        assertThat(count("users where external_id = 'victim'")).isZero();
        assertThat(attributes("bob")).isEqualTo("{age=3}");

        ImportStatus none = upload("u.csv", utf8("userId,age\nbob,3\n"), Map.of("kind", "users"));
        assertThat(none.failure()).startsWith("The file has no attributes: name their columns with attributeColumns");
    }

    @Test
    void rejectsAnItemThatWouldHaveTooManyAttributesAndWritesTheOthers() {
        Map<String, Object> fifty =
                IntStream.range(0, 50).boxed().collect(Collectors.toMap(number -> "a" + number, number -> number));
        catalogue.put(
                new Item("full", "Full", null, List.of(), null, Attributes.of(fifty, "attributes"), null, null, false));
        byte[] csv = utf8("itemId,title,price,a1\nnew,New,1,2\nfull,Other,1,2\n1,A,3,4\n");
        Map<String, String> options = Map.of("kind", "items", "attributeColumns", "price,a1");

        ImportStatus strict =
                upload("i.csv", csv, Map.of("kind", "items", "attributeColumns", "price,a1", "strict", "true"));
        assertThat(strict.failure())
                .isEqualTo("1 rows cannot be imported, and the import is strict. Nothing was written.");
        ImportStatus done = upload("i.csv", csv, options);

        assertThat(List.of(done.itemsWritten(), done.itemsUnchanged(), done.rowsRejected()))
                .isEqualTo(List.of(2L, 0L, 1L));
        assertThat(imports.rejections(done.id()))
                .containsExactly(new Rejection(
                        "i.csv",
                        3,
                        "full,Other,1,2",
                        "the item would have more than 50 attributes together with those that it has"));
        assertThat(catalogue.get("full").title()).isEqualTo("Full");
        assertThat(catalogue.get("1").attributes().json()).isEqualTo(Map.of("price", 3L, "a1", 4L));
    }

    @Test
    void namesTheColumnsOfAttributesAndRefusesThoseThatCannotBe() {
        byte[] csv = utf8("itemId,title,price,plan,description\nx,X,3,1,d\ny,Y,4,b,d\n");
        ImportStatus done = upload("i.csv", csv, Map.of("kind", "items", "attributeColumns", "price:number,plan"));
        assertThat(done.detected().items().attributeColumns()).containsExactly("price:number", "plan");
        assertThat(done.detected().items().columns()).containsEntry("description", "description");
        assertThat(done.warnings())
                .singleElement()
                .asString()
                .startsWith("The attribute plan has numbers and texts")
                .contains("attributeColumns=plan:text");

        Map<String, Map<String, String>> wrong = Map.of(
                "there is no column cost among [itemId, title, price, plan, description].",
                Map.of("kind", "items", "attributeColumns", "cost"),
                "attributeColumns must name each column once.",
                Map.of("kind", "items", "attributeColumns", "price,Price:text"),
                "attributeColumns need kind=items or kind=users",
                Map.of("attributeColumns", "price"));
        wrong.forEach((message, options) -> {
            String[] pairs = options.entrySet().stream()
                    .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                    .toArray(String[]::new);
            client.post()
                    .uri("/imports")
                    .contentType(MediaType.MULTIPART_FORM_DATA)
                    .body(UploadForm.of("i.csv", csv, pairs))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains(message));
        });
    }

    @Test
    void aUserWhoseRowsAreAllRejectedIsNotCreated() {
        String row = "{\"userId\": \"many\", \"attributes\": {%s}}\n";
        String first = IntStream.range(0, 30).mapToObj(n -> "\"a" + n + "\": 1").collect(Collectors.joining(","));
        String second =
                IntStream.range(30, 60).mapToObj(n -> "\"a" + n + "\": 1").collect(Collectors.joining(","));
        byte[] lines = utf8(row.formatted(first) + row.formatted(second));

        ImportStatus failed = upload("u.ndjson", lines, Map.of("kind", "users"));

        assertThat(failed.failure())
                .contains("All 2 rows were rejected")
                .endsWith("those that it has. Nothing was written.");
        assertThat(count("users where external_id = 'many'")).isZero();
        assertThat(upload("u.ndjson", lines, Map.of("kind", "users", "strict", "true"))
                        .failure())
                .startsWith("2 rows cannot be imported");
    }

    @Test
    void readsEveryTimeThatAnItemCanHave() {
        byte[] csv = utf8(
                "itemId,title,availableFrom,availableUntil\nl,Long,0001-01-01,9999-12-31\nd,Distant,2500-01-01T00:00:00Z,\nb,Bad,0000-06-01,\n");

        ImportStatus done = upload("i.csv", csv, Map.of("kind", "items"));

        assertThat(catalogue.get("l").availableFrom()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(catalogue.get("l").availableUntil()).isEqualTo(Instant.parse("9999-12-31T00:00:00Z"));
        assertThat(catalogue.get("d").availableFrom()).isEqualTo(Instant.parse("2500-01-01T00:00:00Z"));
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .containsExactly("availableFrom must be between the years 1 and 9999");
    }

    @Test
    void rejectsRowsWithHalfOfASurrogatePair() {
        byte[] lines = utf8("{\"itemId\": \"a\", \"title\": \"x\\ud800\"}\n"
                + "{\"itemId\": \"b\", \"title\": \"B\", \"description\": \"\\udc00\"}\n"
                + "{\"itemId\": \"c\", \"title\": \"C\", \"attributes\": {\"brand\": \"\\ud83d\"}}\n"
                + "{\"itemId\": \"d\", \"title\": \"\\ud83d\\ude00\"}\n");

        ImportStatus done = upload("i.ndjson", lines, Map.of("kind", "items"));

        assertThat(List.of(done.itemsWritten(), done.rowsRejected())).isEqualTo(List.of(1L, 3L));
        assertThat(imports.rejections(done.id()))
                .extracting(Rejection::reason)
                .last()
                .isEqualTo("attributes.brand must not contain half of a surrogate pair (U+D800 to U+DFFF)");
    }

    @Test
    void continuesTheUsersWhereADeadProcessStopped() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        String csv = "userId,age\n"
                + IntStream.range(0, 2500)
                        .mapToObj(user -> "u" + user + "," + user + "\n")
                        .collect(Collectors.joining());
        Path file = Files.writeString(root.resolve("people.csv"), csv);
        UUID id = job("RUNNING");
        jdbc.sql("""
                        insert into imports
                            (id, name, file, uploaded, options, rows_read, rows_written, lines_done, seconds)
                        values (?, 'people.csv', ?, false, '{"kind": "users", "attributeColumns": ["age"]}', 1000, 1000, 1001, 1)""").params(id, file.toString()).update();
        queueAsOfADeadProcess(id);

        ImportStatus done = ended(id);

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.note()).startsWith("Resumed after line 1001");
        assertThat(done.rowsWritten()).isEqualTo(done.rowsRead()).isEqualTo(2500);
        assertThat(count("users where attributes <> '{}'"))
                .as("the dead process' thousand is only pretended here")
                .isEqualTo(1500);
    }

    @Test
    void checksAFileOfUsersAndWritesNothing() {
        MultiValueMap<String, Object> form = UploadForm.of("u.csv", utf8("user,age\nann,31\n,3\n"));
        client.post()
                .uri("/imports/check?kind=users&attributeColumns=age")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(form)
                .exchange()
                .expectBody()
                .jsonPath("$.sample.users[0].userId")
                .isEqualTo("ann")
                .jsonPath("$.sample.users[0].attributes.age")
                .isEqualTo(31)
                .jsonPath("$.sample.rowsRead")
                .isEqualTo(2)
                .jsonPath("$.detected.users.columns.user")
                .isEqualTo("user")
                .jsonPath("$.preview.columns[1]")
                .isEqualTo("age");
        assertThat(count("users")).isZero();
    }

    private void putUser(String userId, Map<String, ?> attributes) {
        client.put()
                .uri("/users/{id}", userId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("attributes", attributes))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private String attributes(String userId) {
        return client.get()
                .uri("/users/{id}", userId)
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody()
                .get("attributes")
                .toString();
    }

    private long revision(String userId) {
        return jdbc.sql("select revision from users where external_id = ?")
                .param(userId)
                .query(Long.class)
                .single();
    }

    /** Valid items of about 3 KB each. */
    private static String kettles(String id, int count) {
        String categories = IntStream.range(0, 20)
                .mapToObj(k -> "heat" + k + "-".repeat(60))
                .collect(Collectors.joining("|"));
        return "itemId,title,categories\n"
                + IntStream.range(0, count)
                        .mapToObj(n -> id + n + ",Kettle " + n + "," + categories + "\n")
                        .collect(Collectors.joining());
    }

    @Test
    void importsGzipAndReportsTheLineOfATruncation() throws IOException {
        String csv = "userId,itemId,rating,timestamp\n"
                + IntStream.range(0, 5000)
                        .mapToObj(n -> n * 7919L % 10007 + ",1,4," + (1_000_000_000 + n * 104_729L % 1_000_003) + "\n")
                        .collect(Collectors.joining());
        byte[] gzip = gzip(utf8(csv));
        ImportStatus truncated = upload("ratings.csv.gz", Arrays.copyOf(gzip, gzip.length / 2), Map.of());

        assertThat(truncated.state()).isEqualTo(JobState.FAILED);
        assertThat(truncated.failure())
                .contains("damaged or incomplete after line")
                .containsPattern("\\d+ ratings were written before and remain");
        ImportStatus whole = upload("ratings.csv.gz", gzip, Map.of());
        assertThat(whole.state()).as(whole.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(whole.rowsWritten()).isEqualTo(5000 - truncated.rowsWritten());
    }

    @Test
    void refusesAZipBomb() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);

        ImportStatus done = upload("ratings.csv.gz", bomb, Map.of());

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("expands to more than").contains("Nothing was written");
    }

    @Test
    void refusesUnusableFilesAtOnce() throws IOException {
        refuse("photo.zip", zip(Map.of("../../ratings.png", utf8("x"))), Map.of());
        refuse("broken.zip", utf8("PK\3\4 and nothing else"), Map.of());
        refuse("two.zip", zip(Map.of("a/ratings.csv", utf8("x"), "b/ratings.csv", utf8("x"))), Map.of());
        refuse("a.csv", utf8("x"), Map.of("encoding", "klingon"));
        refuse("a.csv", utf8("x"), Map.of("timestampFormat", "QQ{"));
        refuse("a.csv", utf8("x"), Map.of("unknownItems", "perhaps"));
        refuse("a.csv", utf8("x"), Map.of("strict", "maybe"));
        refuse("a.csv", utf8("x"), Map.of("kind", "people"));
        await().untilAsserted(() -> assertThat(folder.resolve("spool")).isEmptyDirectory());
    }

    @Test
    void storesArrivingUploadsInTheSpoolFolder() throws IOException {
        Path spool = folder.resolve("spool");
        try (Socket client = new Socket("localhost", port)) {
            client.getOutputStream().write(utf8("""
                            POST /imports HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: multipart/form-data; boundary=border\r
                            Content-Length: 1000000\r
                            \r
                            --border\r
                            Content-Disposition: form-data; name="file"; filename="a.csv"\r
                            \r
                            """ + "x".repeat(100_000)));

            await().untilAsserted(() -> assertThat(spool).isDirectoryContaining(ImportIT::isArriving));
        }
        await().untilAsserted(() -> assertThat(spool).isDirectoryNotContaining(ImportIT::isArriving));
    }

    private static boolean isArriving(Path file) {
        return file.getFileName().toString().startsWith("upload_");
    }

    @Test
    void failsForAMissingColumn() throws IOException {
        ImportStatus done = upload("a.csv", utf8("who,what,stars\nann,1,3\n"), Map.of());

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("no column userId among [who, what, stars]");
    }

    @Test
    void importsFromTheServersFolderOnlyBelowItsRoot() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.writeString(root.resolve("r.csv"), "userId,itemId,rating\nann,1,3\n");
        Files.writeString(folder.resolve("outside.csv"), "userId,itemId,rating\nann,1,3\n");

        String location = client.post()
                .uri("/imports")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"path\":\"r.csv\",\"strict\":true}")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult()
                .getResponseHeaders()
                .getLocation()
                .getPath();
        assertThat(ended(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)))
                        .state())
                .isEqualTo(JobState.SUCCEEDED);
        assertThat(root.resolve("r.csv")).exists();
        client.post()
                .uri("/imports")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"path\":\"../outside.csv\"}")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void continuesWhereADeadProcessStopped() throws Exception {
        StringBuilder csv = new StringBuilder("userId,itemId,rating,timestamp\n");
        for (int user = 0; user < 3000; user++) {
            csv.append("u").append(user).append(",1,4,1000000000\n");
        }
        Path root = Files.createDirectories(folder.resolve("root"));
        Path file = Files.writeString(root.resolve("big.csv"), csv.toString());
        UUID id = job("RUNNING");
        jdbc.sql("""
                        insert into imports
                            (id, name, file, uploaded, options, rows_read, rows_written, lines_done, seconds)
                        values (?, 'big.csv', ?, false, '{}', 1000, 1000, 1001, 10)""").params(id, file.toString()).update();
        jdbc.sql("update jobs set started_at = now() - interval '2 days' where id = ?")
                .param(id)
                .update();
        queueAsOfADeadProcess(id);

        ImportStatus done = ended(id);

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.note()).startsWith("Resumed after line 1001");
        assertThat(done.rowsRead()).isEqualTo(3000);
        assertThat(done.rowsPerSecond())
                .as("the 10 s of the dead process and those of this attempt, without the two days between them")
                .isBetween(50.0, 300.0);
        assertThat(count("ratings")).isEqualTo(2000); // the dead process' thousand is only pretended here
    }

    @Test
    void writesNoItemsOfASupersededAttempt(CapturedOutput log) throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path file = Files.writeString(root.resolve("new.csv"), "itemId,title\nnew,New\n");
        UUID id = job("RUNNING");
        jdbc.sql("""
                        insert into imports (id, name, file, uploaded, options)
                        values (?, 'new.csv', ?, false, '{"kind": "items"}')""").params(id, file.toString()).update();
        jdbc.sql("""
                        create function supersede() returns trigger language plpgsql as $$ begin
                            update jobs set attempt = attempt + 1 where id = (select id from imports where name = 'new.csv');
                            return null;
                        end $$""").update();
        jdbc.sql("create trigger supersede after insert on items execute function supersede()")
                .update();
        try {
            queueAsOfADeadProcess(id);
            await().until(() -> log.getAll().contains("Attempt 2 of job " + id + " ends here"));
        } finally {
            jdbc.sql("drop function supersede cascade").update();
            jdbc.sql("delete from scheduled_imports; delete from jobs").update();
        }
        assertThat(count("items where external_id = 'new'")).isZero();
    }

    @Test
    void deletesUploadsThatNoImportNeedsAtStartup() throws IOException {
        Path spool = Files.createDirectories(folder.resolve("spool"));
        Path left = Files.writeString(spool.resolve("left"), "x");
        Path awaited = Files.writeString(spool.resolve("awaited"), "x");
        Path fresh = Files.writeString(spool.resolve("fresh"), "x");
        FileTime old = FileTime.from(Instant.now(clock).minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(left, old);
        Files.setLastModifiedTime(awaited, old);
        jdbc.sql("""
                        insert into imports (id, name, file, uploaded, options)
                        values (?, 'r.csv', ?, true, '{}')""").params(job("QUEUED"), awaited.toString()).update();

        uploads.sweep();

        assertThat(spool.toFile().list()).containsExactlyInAnyOrder("awaited", "fresh");
        jdbc.sql("delete from jobs where id in (select id from imports where name = 'r.csv')")
                .update();
        Files.delete(awaited);
        Files.delete(fresh);
    }

    @Test
    void stopsAfterABatchWhenCancelledAndTellsAListener() throws Exception {
        String csv = "userId,itemId,rating\n"
                + IntStream.range(0, 300_000).mapToObj(n -> "u" + n + ",1,4\n").collect(Collectors.joining());
        UUID id = accepted(post("big.csv", utf8(csv), Map.of()));
        await().atMost(Duration.ofSeconds(60)).until(() -> imports.get(id).rowsRead() > 0);
        URI uri = URI.create("http://localhost:" + port + "/imports/" + id + "/events");
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());

        cancel(id).expectStatus().isAccepted();

        ImportStatus done = ended(id);
        assertThat(done.state()).isEqualTo(JobState.CANCELLED);
        assertThat(done.rowsWritten()).isBetween(1000L, 299_000L).isEqualTo(count("ratings"));
        assertThat(done.note())
                .isEqualTo("Cancelled. " + done.rowsWritten() + " ratings were written before and remain.");
        String events = new String(stream.body().readAllBytes(), UTF_8);
        assertThat(events).contains("event:progress", "event:end", "\"state\":\"CANCELLED\"");
        cancel(id)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://palate.dev/problems/import-ended");
    }

    @Test
    void neverBeginsAnImportThatWasCancelledWhileItWaited() throws IOException {
        Path file = Files.writeString(folder.resolve("waiting"), "userId,itemId,rating\nann,1,3\n");
        UUID id = job("QUEUED");
        jdbc.sql("""
                        insert into imports (id, name, file, uploaded, options)
                        values (?, 'w.csv', ?, true, '{}')""").params(id, file.toString()).update();
        cancel(id).expectStatus().isAccepted();
        assertThat(imports.get(id).state()).isEqualTo(JobState.CANCELLED);

        assertThat(count("ratings")).isZero();
        assertThat(file).doesNotExist();
        assertThat(imports.get(id).note()).isEqualTo("Cancelled before it began.");
        cancel(UUID.randomUUID()).expectStatus().isNotFound();
    }

    @Test
    void endsACancelledImportWhoseProcessDied() throws IOException {
        Path file = Files.writeString(folder.resolve("orphan"), "userId,itemId,rating\nann,1,3\n");
        UUID id = job("RUNNING");
        jdbc.sql("""
                        insert into imports (id, name, file, uploaded, options)
                        values (?, 'o.csv', ?, true, '{}')""").params(id, file.toString()).update();
        cancel(id).expectStatus().isAccepted();
        assertThat(imports.get(id).state()).isEqualTo(JobState.RUNNING);

        queueAsOfADeadProcess(id);

        assertThat(ended(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(imports.get(id).note()).isEqualTo("Cancelled. Nothing was written.");
        assertThat(count("ratings")).isZero();
    }

    @Test
    void returnsTheFirstImportForASecondRequestWithTheSameKey() throws IOException {
        byte[] csv = utf8("userId,itemId,rating\nann,1,3\n");
        String key = UUID.randomUUID().toString();
        UUID first = accepted(post("a.csv", csv, Map.of(), key));
        ended(first);

        assertThat(accepted(post("a.csv", csv, Map.of(), key))).isEqualTo(first);
        for (ResponseSpec other : List.of(
                post("a.csv", utf8("userId,itemId,rating\nann,1,4\n"), Map.of(), key),
                post("a.csv", csv, Map.of("strict", "true"), key))) {
            other.expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://palate.dev/problems/idempotency-key-reused");
        }
        UUID other = accepted(post("a.csv", csv, Map.of(), key + "2"));
        assertThat(other).isNotEqualTo(first);
        ended(other);
    }

    @Test
    void listsImportsAndKnowsNoOthers() throws IOException {
        UUID id = upload("listed.csv", utf8("userId,itemId,rating\nann,1,3\n"), Map.of())
                .id();

        client.get()
                .uri("/imports?size=1")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].id")
                .isEqualTo(id.toString())
                .jsonPath("$.items[0].rowsWritten")
                .isEqualTo(1);
        client.get()
                .uri("/imports/{id}", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get().uri("/imports/7").exchange().expectStatus().isBadRequest();
    }

    private UUID job(String state) {
        UUID id = UUID.randomUUID();
        int attempt = state.equals("RUNNING") ? 1 : 0;
        jdbc.sql("insert into jobs (id, kind, state, attempt, submitted_at) values (?, 'import', ?, ?, now())")
                .params(id, state, attempt)
                .update();
        if (attempt > 0) {
            jdbc.sql("insert into job_attempts (job_id, number, started_at) values (?, 1, now())")
                    .param(id)
                    .update();
        }
        return id;
    }

    private void queueAsOfADeadProcess(UUID id) {
        jdbc.sql("""
                        insert into scheduled_imports (task_name, task_instance, execution_time, picked, picked_by,
                            last_heartbeat, version)
                        values ('import', ?, now() - interval '1 hour', true, 'dead', now() - interval '1 hour', 1)""").param(id.toString()).update();
    }

    private ImportStatus upload(String name, byte[] content, Map<String, String> options) {
        return ended(accepted(post(name, content, options)));
    }

    private static UUID accepted(ResponseSpec answer) {
        Map<?, ?> body = answer.expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return UUID.fromString((String) body.get("id"));
    }

    private ResponseSpec cancel(UUID id) {
        return client.post().uri("/imports/{id}/cancel", id).exchange();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/imports", "/imports/check"})
    void severalFilesAreRefused(String path) {
        MultiValueMap<String, Object> form = UploadForm.of("u.data", utf8("1\t1\t5\t881250949\n"));
        form.addAll(UploadForm.of("u.item", utf8("1|Film|01-Jan-1995\n")));
        client.post()
                .uri(path)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(form)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("one file, not 2"));
    }

    private void refuse(String name, byte[] content, Map<String, String> options) {
        post(name, content, options).expectStatus().isBadRequest();
    }

    private ResponseSpec post(String name, byte[] content, Map<String, String> options) {
        return post(name, content, options, UUID.randomUUID().toString());
    }

    private ResponseSpec post(String name, byte[] content, Map<String, String> options, String key) {
        MultiValueMap<String, Object> form = UploadForm.of(name, content);
        options.forEach(form::add);
        return client.post()
                .uri("/imports")
                .header("Idempotency-Key", key)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(form)
                .exchange();
    }

    private ImportStatus ended(UUID id) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> imports.get(id).state().isFinal());
        return imports.get(id);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
