package dev.palate.importing;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.UploadForm;
import dev.palate.catalogue.Catalogue;
import dev.palate.job.JobState;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Files as real programs write them: each is imported with the correct values, or the import says which option helps. */
@PalateIT
class ImportCasesIT {

    @TempDir
    private static Path folder;

    @Autowired
    private RestTestClient client;

    @Autowired
    private Imports imports;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private UserHistories histories;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("palate.imports.spool", () -> folder.resolve("spool").toString());
        registry.add("palate.jobs.retry-delay", () -> "1s");
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from users").update();
        jdbc.sql("delete from items").update();
        jdbc.sql("update catalogue_revision set revision = revision + 1").update();
        catalogue.refresh();
    }

    @Test
    void readsDatesWithTimesAsUtc() {
        ImportStatus done = create("rating.csv", """
                "userId","movieId","rating","timestamp"
                7001,"m1",3.5,"2019-04-02 23:53:47"
                7001,"m2",4.0,"2019-04-02 23:31:16"
                7002,"m1",1.5,"2020-12-31 00:00:00"
                """);

        assertThat(done.rowsWritten()).isEqualTo(3);
        assertThat(time("7001", "m1")).isEqualTo("2019-04-02T23:53:47Z");
    }

    @Test
    void readsDatesWithoutTimes() {
        create("date-only.csv", "userId,itemId,rating,timestamp\n7011,m1,3.5,2019-04-02\n7011,m2,4,2020-02-29\n");

        assertThat(time("7011", "m2")).isEqualTo("2020-02-29T00:00:00Z");
    }

    @Test
    void readsSecondsWrittenAsFloats() {
        create("float.csv", "userId,itemId,rating,timestamp\n7021,m1,3.5,1554249227.0\n7021,m2,4,1.554247876E9\n");

        assertThat(time("7021", "m1")).isEqualTo("2019-04-02T23:53:47Z");
        assertThat(time("7021", "m2")).isEqualTo("2019-04-02T23:31:16Z");
    }

    @Test
    void recognisesMillisecondsAndShowsThem() {
        String csv = "userId,itemId,rating,timestamp\n7031,m1,3.5,1554249227000\n7031,m2,4,1554247876123\n";
        ImportStatus done = create("millis.csv", csv);

        assertThat(done.detected().ratings().timestampFormat()).isEqualTo("epoch-millis");
        assertThat(time("7031", "m2")).isEqualTo("2019-04-02T23:31:16.123Z");
        assertThat(create("millis.csv", csv, "timestampFormat", "epoch-millis").rowsUnchanged())
                .isEqualTo(2);
    }

    @Test
    void namesTheTimestampFormatForMillisecondsReadAsSeconds() {
        ImportStatus done = create(
                "millis.csv",
                "userId,itemId,rating,timestamp\n7031,m1,3.5,1554249227000\n",
                "timestampFormat",
                "epoch-seconds");

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("All 1 rows were rejected", "timestampFormat", "epoch-millis");
    }

    @ParameterizedTest
    @CsvSource({"2015,year,2015-01-01T00:00:00Z", "42370.5,excel,2016-01-01T12:00:00Z"})
    void warnsOfYearsAndSpreadsheetDatesReadAsSecondsAndIsRepairedByNamingThem(
            String text, String format, String expected) {
        String csv = "userId,itemId,rating,timestamp\n7035,m1,3.5," + text + "\n";
        ImportStatus wrong = create("times.csv", csv);
        assertThat(wrong.state()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(wrong.warnings())
                .singleElement()
                .asString()
                .contains("lie before 1990", text + " is read as 1970-01-01T", "timestampFormat=" + format);
        send("/imports/check", "times.csv", csv.getBytes(UTF_8), "unknownItems", "create")
                .expectBody()
                .jsonPath("$.problems[0]")
                .value(String.class, problem -> assertThat(problem).contains("timestampFormat=" + format));

        ImportStatus repaired = create("times.csv", csv, "timestampFormat", format);

        assertThat(repaired.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(time("7035", "m1")).isEqualTo(expected);
    }

    @Test
    void readsTimesByPattern() {
        create(
                "twitter.csv",
                "userId,itemId,rating,timestamp\n7041,m1,3.5,Tue Aug 17 13:55:02 -0700 2021\n",
                "timestampFormat",
                "EEE MMM dd HH:mm:ss Z yyyy");

        assertThat(time("7041", "m1")).isEqualTo("2021-08-17T20:55:02Z");
    }

    @Test
    void readsTimesWithAnOffset() {
        create(
                "offset.csv",
                "userId,itemId,rating,timestamp\n7051,m1,3.5,2019-04-02 23:53:47+02:00\n7051,m2,4,2019-04-02T23:53:47.123456+02:00\n");

        assertThat(time("7051", "m1")).isEqualTo("2019-04-02T21:53:47Z");
        assertThat(time("7051", "m2")).isEqualTo("2019-04-02T21:53:47.123456Z");
    }

    @Test
    void readsDecimalCommas() {
        ImportStatus done = create(
                "export.csv",
                "\uFEFFKunde;Artikel;Sterne\r\n0007;lamp;4,5\r\n0008;chair;3,0\r\n0008;lamp;5\r\n",
                "delimiter",
                ";",
                "userColumn",
                "Kunde",
                "itemColumn",
                "Artikel",
                "ratingColumn",
                "Sterne");

        assertThat(done.rowsWritten()).isEqualTo(3);
        assertThat(values("0007")).isEqualTo(Map.of("lamp", 4.5f));
        assertThat(values("0008")).isEqualTo(Map.of("chair", 3f, "lamp", 5f));
    }

    @Test
    void skipsALineThatNamesTheSeparator() {
        create("sep.csv", "\uFEFFsep=;\r\nuserId;itemId;rating\r\n0007;lamp;4\r\n0008;chair;3\r\n", "delimiter", ";");

        assertThat(values("0008")).isEqualTo(Map.of("chair", 3f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE"})
    void readsUtf16WithAByteOrderMark(String encoding) {
        String text = "\uFEFFuserId\titemId\trating\r\nJosé-7\tlamp\t4\r\nВера\tchair\t3\r\n0009\tlamp\t5\r\n";
        ImportStatus done = upload(
                "u.txt", text.getBytes(UTF_16LE), "delimiter", "tab", "encoding", encoding, "unknownItems", "create");

        assertThat(done.rowsWritten()).isEqualTo(3);
        assertThat(values("José-7")).isEqualTo(Map.of("lamp", 4f));
        assertThat(values("Вера")).isEqualTo(Map.of("chair", 3f));
    }

    @Test
    void readsUtf16WithoutAByteOrderMarkAndNamesTheEncodingOtherwise() {
        byte[] text = "userId,itemId,rating\nu1,lamp,4\nu2,chair,3\n".getBytes(UTF_16BE);
        assertThat(upload("u.csv", text, "encoding", "UTF-16BE", "unknownItems", "create")
                        .rowsWritten())
                .isEqualTo(2);

        ImportStatus refused = upload("u.csv", text, "unknownItems", "create");
        assertThat(refused.state()).isEqualTo(JobState.FAILED);
        assertThat(refused.failure()).contains("UTF-16");
    }

    @Test
    void readsLinesThatEndWithCarriageReturns() {
        create(
                "mac.csv",
                "userId,itemId,rating,timestamp\rk1,lamp,4,1554249227\rk2,chair,3,1554249228\rk3,lamp,5,1554249229\r");

        assertThat(values("k3")).isEqualTo(Map.of("lamp", 5f));
        assertThat(count("ratings")).isEqualTo(3);
    }

    @Test
    void keepsLineBreaksInsideQuotes() {
        create(
                "reviews.csv",
                "userId,itemId,rating,review\r\nn1,lamp,4,\"Good lamp.\r\nBut:\r\nn9,chair,1,never wrote this\"\r\nn2,chair,5,fine\r\nn3,lamp,2,\"two\r\nlines\"\r\n");

        assertThat(values("n1")).isEqualTo(Map.of("lamp", 4f));
        assertThat(values("n2")).isEqualTo(Map.of("chair", 5f));
        assertThat(values("n3")).isEqualTo(Map.of("lamp", 2f));
        assertThat(jdbc.sql("select count(*) from users where external_id = 'n9'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsLineBreaksInsideQuotedTitles() {
        ImportStatus done = create(
                "items.csv",
                "itemId,title,year,categories\n91,\"Desk lamp\n(second edition)\",2021,Light|Office\n92,Chair,2019,Office\n",
                "kind",
                "items");

        assertThat(done.itemsWritten()).isEqualTo(2);
        assertThat(catalogue.get("91").title()).isEqualTo("Desk lamp (second edition)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews_Lamps_5.json", "reviews_Lamps_5.json.gz", "reviews_Lamps_5.jsonl"})
    void readsLongReviewsAsJsonLines(String name) throws IOException {
        String review = "word ".repeat(4_000);
        byte[] lines = ("{\"reviewerID\": \"A1\", \"asin\": \"B1\", \"overall\": 5.0, \"unixReviewTime\": 1252800000}\n"
                        + "{\"reviewerID\": \"A2\", \"asin\": \"B1\", \"overall\": 3.0, \"unixReviewTime\": 1252886400, \"reviewText\": \""
                        + review + "\"}\n"
                        + "{\"reviewerID\": \"A3\", \"asin\": \"B1\", \"overall\": 4.0, \"unixReviewTime\": 1252886400}\n")
                .getBytes(UTF_8);
        ImportStatus done = upload(
                name,
                name.endsWith("gz") ? gzip(lines) : lines,
                "userColumn",
                "reviewerID",
                "itemColumn",
                "asin",
                "ratingColumn",
                "overall",
                "timestampColumn",
                "unixReviewTime",
                "unknownItems",
                "create");

        assertThat(done.state()).as(done.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.rowsWritten()).isEqualTo(3);
        assertThat(values("A2")).isEqualTo(Map.of("B1", 3f));
    }

    @Test
    void rejectsPythonLiteralsAsNoJson() {
        ImportStatus done = create("loose.jsonl", "{u'username': u'x1', u'product_id': u'440', u'rating': 4}\n");

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure()).contains("is not JSON");
    }

    @Test
    void keepsTheLastRowOfAPairWithoutTimes() {
        create("rerated.csv", "userId,itemId,rating\nd1,lamp,5\nd1,chair,4\nd1,lamp,1\n");

        assertThat(values("d1")).isEqualTo(Map.of("lamp", 1f, "chair", 4f));
    }

    @Test
    void repairsValuesByASecondImport() {
        create("wrong.csv", "userId,itemId,rating,timestamp\nfix1,lamp,5,1554249227\nfix1,chair,4,1554249227\n");
        ImportStatus repair = create(
                "right.csv", "userId,itemId,rating,timestamp\nfix1,lamp,2,1554249227\nfix1,chair,1,1554249227\n");

        assertThat(repair.rowsWritten()).isEqualTo(2);
        assertThat(values("fix1")).isEqualTo(Map.of("lamp", 2f, "chair", 1f));
    }

    @Test
    void keepsCommasInCategoriesAndIds() {
        create(
                "items.csv",
                "itemId,title,year,categories\nsew-2,Thread,2020,\"Arts, Crafts & Sewing|Sale\"\n\"a,b\",Comma id,2021,Light\n",
                "kind",
                "items");
        ImportStatus done = upload("ratings.csv", "userId,itemId,rating\nc2,sew-2,4\nc2,\"a,b\",5\n".getBytes(UTF_8));

        assertThat(done.rowsWritten()).isEqualTo(2);
        assertThat(catalogue.get("sew-2").categories()).containsExactly("Arts, Crafts & Sewing", "Sale");
        assertThat(values("c2")).isEqualTo(Map.of("sew-2", 4f, "a,b", 5f));
    }

    @Test
    void warnsOfAnotherScaleAndIsRepairedByNamingIt() throws IOException {
        byte[] zip = zip(
                Map.of(
                        "movies.dat",
                        "0000008::First Sneeze (1894)::Documentary|Short\n0000010::Leaving Work (1895)::Short\n0000012::The Train (1896)::Short\n",
                        "ratings.dat",
                        "1::0000008::10::1362000001\n1::0000010::8::1362000001\n2::0000008::9::1362000002\n2::0000012::2::1362000002\n3::0000010::3::1362000003\n3::0000012::7::1362000003\n4::0000008::0::1362000004\n4::0000010::5::1362000004\n"));
        ImportStatus wrong = upload("movies.zip", zip);
        assertThat(wrong.state()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(wrong.warnings()).anyMatch(text -> text.contains("scaleMinimum and scaleMaximum"));

        ImportStatus repaired = upload("movies.zip", zip, "scaleMinimum", "0", "scaleMaximum", "10");

        assertThat(repaired.state()).as(repaired.failure()).isEqualTo(JobState.SUCCEEDED);
        assertThat(repaired.rowsWritten()).isEqualTo(8);
        assertThat(values("2")).isEqualTo(Map.of("0000008", 4.55f, "0000012", 1.4f));
        assertThat(values("3").get("0000010")).isEqualTo(1.85f);
        assertThat(values("4").get("0000010")).isEqualTo(2.75f);
    }

    @Test
    void warnsWhenRatingsFillOnlyAPartOfTheScale() {
        StringBuilder csv = new StringBuilder("userId,itemId,rating\n");
        for (int n = 0; n < 20; n++) {
            csv.append("p")
                    .append(n)
                    .append(",lamp,")
                    .append(n % 2 == 0 ? "1" : "0.5")
                    .append('\n');
        }

        ImportStatus done = create("share.csv", csv.toString());

        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED_WITH_WARNINGS);
        assertThat(done.warnings())
                .singleElement()
                .asString()
                .contains("between 0.5 and 1", "scaleMinimum and scaleMaximum");
    }

    @Test
    void failsWhenNothingIsImportedAndNamesTheOption() {
        ImportStatus done = upload("favourites.csv", """
                userId,itemId,rating,timestamp
                f1,book-1,4,2022-06-24 21:20:11
                f1,book-2,5,2022-06-24 21:20:13
                f2,book-1,3,2022-06-24 21:20:19
                """.getBytes(UTF_8));

        assertThat(done.state()).isEqualTo(JobState.FAILED);
        assertThat(done.failure())
                .contains("All 3 rows were rejected", "there is no item book-1", "unknownItems=create")
                .endsWith("Nothing was written.");
        ImportStatus empty = upload("empty.csv", "userId,itemId,rating\n".getBytes(UTF_8));
        assertThat(empty.state()).isEqualTo(JobState.FAILED);
        assertThat(empty.failure()).contains("no rows");
    }

    @Test
    void erasesRejectedLinesOfAUserInEscapedForms() {
        create("people.jsonl", """
                {"userId": "jos\\u00e9@example.org", "itemId": "lamp", "value": 4}
                {"userId": "jos\\u00e9@example.org", "itemId": "lamp", "value": 5, "note": "home address"
                """);
        create(
                "people.csv",
                "userId,itemId,rating\n\"anna \"\"x\"\" smith\",lamp,4\n\"anna \"\"x\"\" smith\",chair,5,secret\n");
        assertThat(count("import_rejections where content like '%example.org%' or content like '%anna%'"))
                .isEqualTo(2);

        writer.eraseUser("josé@example.org");
        writer.eraseUser("anna \"x\" smith");

        assertThat(count("import_rejections where content like '%example.org%' or content like '%anna%'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"itemId\":\"lamp\",\"value\":5,\"userId\":\"z\\u006f\\u00EB@example.org\",\"note\":\"home",
                "{\"userId\":\"zo\\u00eB@example.org\",\"value\":5,,}",
                "{u'userId': u'zo\\xeb@example.org', u'itemId': u'lamp'}",
                "[\"zoë@example.org\"]",
                "{\"userId\":\"zoë@example.org\",\"itemId\":\"lamp\",\"value\":\"many\"}"
            })
    void erasesRejectedLinesHoweverTheIdIsSpelled(String line) {
        create("spelled.jsonl", "{\"userId\":\"zoë@example.org\",\"itemId\":\"lamp\",\"value\":4}\n" + line + "\n");
        assertThat(count("import_rejections where line = 2 and file = 'spelled.jsonl'"))
                .isEqualTo(1);

        writer.eraseUser("zoë@example.org");

        assertThat(count("import_rejections where line = 2 and file = 'spelled.jsonl'"))
                .isZero();
    }

    @Test
    void keepsRejectedLinesOfOtherUsersWhoseIdsContainTheErasedOne() {
        create("others.csv", "userId,itemId,rating\nann,lamp,4\nanna,lamp,\"4\nanna,lamp,9\n");
        create(
                "others.jsonl",
                "{\"userId\":\"bob\",\"itemId\":\"lamp\",\"value\":4}\n{\"userId\":\"anna\",\"itemId\":\"lamp\",\"value\":4,\"note\":\"ann\n");

        writer.eraseUser("ann");

        assertThat(count("import_rejections where content like '%anna%'")).isEqualTo(3);
    }

    @Test
    void doesNotWriteUsersThatWereErasedAfterItBegan() {
        jdbc.sql("insert into erasures values (sha256('victim'), now() + interval '1 hour')")
                .update();

        ImportStatus done = create("late.csv", """
                userId,itemId,rating
                victim,lamp,5
                victim,chair,9
                other,lamp,4
                other,chair,9
                """);

        assertThat(done.rowsWritten()).isEqualTo(1);
        assertThat(count("users where external_id = 'victim'")).isZero();
        assertThat(values("other")).isEqualTo(Map.of("lamp", 4f));
        assertThat(imports.rejections(done.id()))
                .singleElement()
                .satisfies(row -> assertThat(row.line()).isEqualTo(5));
        jdbc.sql("delete from erasures").update();
    }

    @Test
    void keepsBlanksAroundIdsAsTheInterfaceDoes() {
        create("spaces.csv", "userId,itemId,rating\n sp1,lamp,5\nsp1 ,chair,4\n\"  sp2  \",\"lamp\",3\n");
        create("spaces.jsonl", "{\"userId\": \" sp3\", \"itemId\": \"lamp \", \"value\": 2}\n");

        assertThat(values(" sp1")).isEqualTo(Map.of("lamp", 5f));
        assertThat(values("sp1 ")).isEqualTo(Map.of("chair", 4f));
        assertThat(values("  sp2  ")).isEqualTo(Map.of("lamp", 3f));
        assertThat(values(" sp3")).isEqualTo(Map.of("lamp ", 2f));
        client.put()
                .uri("/users/{user}/ratings/lamp", " sp1")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"value\": 1}")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(values(" sp1")).isEqualTo(Map.of("lamp", 1f));
        assertThat(count("users")).isEqualTo(4);
    }

    @Test
    void takesABlankAfterEveryDelimiterForAPartOfTheDelimiter() {
        ImportStatus done = create("padded.csv", "userId, itemId, rating\nq1, lamp, 5\nq2, \"big, chair\", 4\n");

        assertThat(done.detected().ratings().text().delimiter()).isEqualTo(", ");
        assertThat(values("q1")).isEqualTo(Map.of("lamp", 5f));
        assertThat(values("q2")).isEqualTo(Map.of("big, chair", 4f));
    }

    @Test
    void waitsForSpaceOnAFullDiskAndKeepsItsUpload() {
        create("first.csv", "userId,itemId,rating\nw0,lamp,3\n");
        jdbc.sql("""
                        create function full_disk() returns trigger language plpgsql as $$
                        begin raise exception 'could not extend file' using errcode = '53100'; end $$""").update();
        jdbc.sql("create trigger full_disk before insert on ratings execute function full_disk()")
                .update();
        UUID id = submit("full.csv", "userId,itemId,rating\nw1,lamp,5\n".getBytes(UTF_8), "unknownItems", "create");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> imports.get(id).warnings().stream().anyMatch(text -> text.contains("The disk is full")));
        client.put()
                .uri("/users/w1/ratings/lamp")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"value\": 1}")
                .exchange()
                .expectStatus()
                .isEqualTo(507);

        jdbc.sql("drop function full_disk() cascade").update();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> imports.get(id).state().isFinal());
        assertThat(values("w1")).isEqualTo(Map.of("lamp", 5f));
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void checksAFileWithoutWriting() {
        send(
                        "/imports/check",
                        "ratings.csv",
                        "userId;itemId;rating;timestamp\nann;lamp;4,5;2020-02-03\nann;chair;9;2020-02-03\n"
                                .getBytes(UTF_8),
                        "unknownItems",
                        "create")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.detected.ratings.text.delimiter")
                .isEqualTo(";")
                .jsonPath("$.detected.ratings.columns.user")
                .isEqualTo("userId")
                .jsonPath("$.sample.ratings[0].value")
                .isEqualTo(4.5)
                .jsonPath("$.sample.ratings[0].ratedAt")
                .isEqualTo("2020-02-03T00:00:00Z")
                .jsonPath("$.sample.highestRating")
                .isEqualTo(9.0)
                .jsonPath("$.rejections[0].line")
                .isEqualTo(3)
                .jsonPath("$.problems[0]")
                .isEqualTo("1 of 2 rows were rejected.");

        send("/imports/check", "a.csv", "who,what,stars\nann,1,3\n".getBytes(UTF_8))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.detected")
                .isEmpty()
                .jsonPath("$.problems[0]")
                .value(String.class, text -> assertThat(text).contains("no column userId"));
        assertThat(count("users")).isZero();
        assertThat(count("items")).isZero();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    private ImportStatus create(String name, String text, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "unknownItems";
        all[options.length + 1] = "create";
        return upload(name, text.getBytes(UTF_8), all);
    }

    private ImportStatus upload(String name, byte[] content, String... options) {
        UUID id = submit(name, content, options);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> imports.get(id).state().isFinal());
        return imports.get(id);
    }

    private UUID submit(String name, byte[] content, String... options) {
        Map<?, ?> body = send("/imports", name, content, options)
                .expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return UUID.fromString((String) body.get("id"));
    }

    private ResponseSpec send(String path, String name, byte[] content, String... options) {
        return client.post()
                .uri(path)
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of(name, content, options))
                .exchange();
    }

    private Map<String, Float> values(String user) {
        return histories.of(user).preferences().stream()
                .collect(Collectors.toMap(Preference::itemId, Preference::value));
    }

    private Instant time(String user, String item) {
        return histories.of(user).preferences().stream()
                .filter(rating -> rating.itemId().equals(item))
                .findAny()
                .orElseThrow()
                .at();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
