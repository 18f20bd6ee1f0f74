package dev.palate.ratingfile;

import static dev.palate.ratingfile.TestParts.columns;
import static dev.palate.ratingfile.TestParts.part;
import static dev.palate.ratingfile.TestParts.ratings;
import static dev.palate.ratingfile.TestParts.text;
import static dev.palate.ratingfile.TestParts.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.TestParts.Ratings;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "196\t242\t3\t881250949\n186\t302\t3\t891717742\n",
                "196::242::3::881250949\n186::302::3::891717742\n",
                "userId,movieId,rating,timestamp\r\n196,242,3.0,881250949\r\n186,302,3.0,891717742\r\n",
                "196 242 3 881250949\n186 302 3 891717742",
                "user_id:token\titem_id:token\trating:float\ttimestamp:float\n196\t242\t3\t881250949\n186\t302\t3\t891717742\n",
                "timestamp;ITEM ID;Score;User\n881250949;242;3;196\n891717742;302;3;186\n",
                "\"userId\"|\"item\"|\"stars\"|\"time\"\r\"196\"|\"242\"|\"3\"|\"881250949\"\r186|302|3|891717742\r",
                "{\"visitorId\":196,\"itemid\":242,\"rating\":3,\"timestamp\":881250949}\n"
                        + "{\"visitorId\":\"186\",\"itemid\":302,\"rating\":\"3.0\",\"timestamp\":\"891717742\"}\n"
            })
    void recognisesDelimiterHeaderAndColumns(String content) {
        Ratings read = ratings(part("ratings", content), ReadOptions.NONE);
        assertThat(read.rejected()).isEmpty();
        assertThat(read.good()).containsExactly("196 242 3.0 1997-12-04T15:55:49Z", "186 302 3.0 1998-04-04T19:22:22Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2019-04-02 21:53:47\"|iso|2019-04-02T21:53:47Z",
                "2019-04-02|iso|2019-04-02T00:00:00Z",
                "1554249227.0|epoch-seconds|2019-04-02T23:53:47Z",
                "1.554247876E9|epoch-seconds|2019-04-02T23:31:16Z",
                "1554249227000|epoch-millis|2019-04-02T23:53:47Z",
                "2019-04-02 23:53:47+02:00|iso|2019-04-02T21:53:47Z",
                "Tue Aug 17 13:55:02 -0700 2021|EEE MMM dd HH:mm:ss Z yyyy|2021-08-17T20:55:02Z"
            })
    void recognisesTimes(String written, String format, String expected) {
        FilePart part =
                part("a.csv", "\"userId\",\"movieId\",\"rating\",\"timestamp\"\n7,\"m1\",3.5," + written + "\n");
        assertThat(RatingFormat.detect(part, ReadOptions.NONE).describe().timestampFormat())
                .isEqualTo(format);
        assertThat(ratings(part, ReadOptions.NONE).good()).containsExactly("7 m1 3.5 " + expected);
        assertThat(ratings(part, times(format)).good()).containsExactly("7 m1 3.5 " + expected);
    }

    @Test
    void appliesTheRecognisedUnitToTheWholeFile() {
        String rows = IntStream.range(0, 2000)
                .mapToObj(k -> "u" + k + ",i,3," + 1_554_249_227_000L + "\n")
                .collect(Collectors.joining());
        Ratings read = ratings(
                part("a.csv", "userId,itemId,rating,timestamp\n" + rows + "z,i,3,86400000\n"), ReadOptions.NONE);
        assertThat(read.good()).hasSize(2001).last().isEqualTo("z i 3.0 1970-01-02T00:00:00Z");
    }

    @Test
    void rejectsTimesThatCannotBeRead() {
        Ratings read = ratings(
                part("a.csv", "userId,itemId,rating,timestamp\na,i,3,100\na,j,3,soon\na,k,3,\n"), ReadOptions.NONE);
        assertThat(read.good()).containsExactly("a i 3.0 1970-01-01T00:01:40Z");
        assertThat(read.rejected())
                .containsExactly("3: the timestamp cannot be read: soon", "4: the timestamp cannot be read: ");
    }

    @Test
    void readsDecimalCommas() {
        FilePart part =
                part("a.csv", "\uFEFFKunde;Artikel;Sterne\r\n0007;lamp;4,5\r\n0008;chair;3,0\r\n0008;lamp;5\r\n");
        ReadOptions options = new ReadOptions(
                new TextOptions(null, null, ";", null),
                columns("Kunde", "Artikel", "Sterne", null).ratingColumns(),
                ReadOptions.NONE.itemColumns(),
                null,
                null);
        assertThat(ratings(part, options).good()).containsExactly("0007 lamp 4.5", "0008 chair 3.0", "0008 lamp 5.0");
        assertThat(ratings(part("b.csv", "userId,itemId,rating\na,b,\"4,5\"\na,b,\"1,000\"\n"), ReadOptions.NONE)
                        .good())
                .containsExactly("a b 4.5", "a b NaN");
    }

    @Test
    void readsTheSeparatorLineOfExcel() {
        FilePart part = part("a.csv", "\uFEFFsep=;\r\nuserId;itemId;rating\r\n0007;lamp;4\r\n0008;chair;3\r\n");
        List<String> expected = List.of("0007 lamp 4.0", "0008 chair 3.0");
        assertThat(ratings(part, ReadOptions.NONE).good()).isEqualTo(expected);
        assertThat(ratings(part, text(null, null, ";", null)).good()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,UTF-16", "UTF-16LE,UTF-16LE", "UTF-16BE,UTF-16", "UTF-32LE,UTF-32LE"})
    void readsWideEncodings(String written, String given) {
        String content =
                "\uFEFFuserId\titemId\trating\r\nJosé-7\tlamp\t4\r\nВера\tchair\t3\r\n0009\t\uD83D\uDE00\t5\r\n";
        FilePart part = part("a.txt", content.getBytes(Charset.forName(written)));
        assertThat(ratings(part, text(null, given, "tab", null)).good())
                .containsExactly("José-7 lamp 4.0", "Вера chair 3.0", "0009 \uD83D\uDE00 5.0");
    }

    @Test
    void refusesUtf16WithoutAnEncoding() {
        String content = "userId,itemId,rating\nu1,lamp,4\n";
        FilePart marked = part("a.csv", ("\uFEFF" + content).getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ratings(marked, ReadOptions.NONE))
                .isInstanceOf(RatingFileException.class)
                .hasMessageContaining("give encoding=UTF-16,");
        FilePart big = part("a.csv", content.getBytes(StandardCharsets.UTF_16BE));
        assertThatThrownBy(() -> ratings(big, ReadOptions.NONE))
                .isInstanceOf(RatingFileException.class)
                .hasMessageContaining("give encoding=UTF-16BE,");
        assertThat(ratings(big, text(null, "UTF-16BE", null, null)).good()).containsExactly("u1 lamp 4.0");
        FilePart little = part("a.csv", content.getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ratings(little, ReadOptions.NONE)).hasMessageContaining("give encoding=UTF-16LE,");
    }

    @Test
    void neverShowsNulWhichPostgresqlDoesNotStore() {
        FilePart part = part("a.csv", "userId,itemId,rating\na\0b,c,x\0y\na,b\n");
        List<RejectedLine> rejected = new ArrayList<>();
        RatingFormat format = RatingFormat.detect(part, ReadOptions.NONE);
        try (RatingReader ratings = RatingReader.open(part, format, new BytesRead(), rejected::add)) {
            while (ratings.next()) {
                ratings.reject("not " + ratings.valueText());
            }
        }
        assertThat(rejected)
                .containsExactly(
                        new RejectedLine("a.csv", 2, "a\uFFFDb,c,x\uFFFDy", "not x\uFFFDy", "a\uFFFDb"),
                        new RejectedLine("a.csv", 3, "a,b", "has 2 fields instead of 3", "a"));
    }

    @Test
    void readsLinesThatEndWithCarriageReturnsAlone() {
        assertThat(ratings(part("a.csv", "userId,itemId,rating\rk1,lamp,4\rk2,chair,3\r"), ReadOptions.NONE)
                        .good())
                .containsExactly("k1 lamp 4.0", "k2 chair 3.0");
    }

    @Test
    void keepsTheTextOfAReviewApartFromOtherRatings() {
        String content = "userId,itemId,rating,review\r\n"
                + "n1,lamp,4,\"Good lamp.\r\nBut:\r\nn9,chair,1,never wrote this\"\r\n"
                + "n2,chair,5,fine\r\nn3,lamp,2,\"two\r\nlines\"\r\nn4,lamp,\"2\n";
        Ratings read = ratings(part("reviews.csv", content), ReadOptions.NONE);
        assertThat(read.good()).containsExactly("n1 lamp 4.0", "n2 chair 5.0", "n3 lamp 2.0");
        assertThat(read.rejected()).containsExactly("8: the quotes do not match");
    }

    @Test
    void continuesAfterAPositionInsideAFileOfRecordsThatSpanLines() {
        FilePart part = part("a.csv", "userId,itemId,rating,review\na,1,3,\"x\ny\"\nb,2,4,\"x\n\ny\"\nc,3,5,z\n");
        RatingFormat format = RatingFormat.detect(part, ReadOptions.NONE);
        long position;
        try (RatingReader ratings = RatingReader.open(part, format, new BytesRead(), line -> {})) {
            assertThat(ratings.next()).isTrue();
            assertThat(ratings.line()).isEqualTo(2);
            position = ratings.position();
        }
        assertThat(position).isEqualTo(3);
        try (RatingReader ratings = RatingReader.open(part, format, new BytesRead(), line -> {})) {
            ratings.skipTo(position);
            assertThat(ratings.next()).isTrue();
            assertThat(ratings.userId()).isEqualTo("b");
            assertThat(ratings.position()).isEqualTo(6);
            assertThatThrownBy(() -> ratings.skipTo(100)).hasMessageContaining("ends before line 100");
        }
    }

    @Test
    void readsJsonLinesWithLongReviewsUnderAnyFileName() {
        String content =
                "{\"reviewerID\": \"A1\", \"asin\": \"B1\", \"overall\": 5.0, \"unixReviewTime\": 1252800000}\n"
                        + "{\"reviewerID\": \"A2\", \"asin\": \"B1\", \"overall\": 3.0, \"unixReviewTime\": 1252886400,"
                        + " \"reviewText\": \"" + "long ".repeat(100_000) + "\"}\n";
        for (String name : List.of("reviews.json", "reviews.jsonl", "reviews.txt")) {
            FilePart part = part(name, content);
            List<String> expected = List.of("A1 B1 5.0 2009-09-13T00:00:00Z", "A2 B1 3.0 2009-09-14T00:00:00Z");
            assertThat(ratings(part, columns("reviewerID", "asin", "overall", "unixReviewTime"))
                            .good())
                    .isEqualTo(expected);
            assertThat(ratings(part, ReadOptions.NONE).good()).isEqualTo(expected);
        }
    }

    @Test
    void saysThatPythonIsNoJson() {
        Ratings read =
                ratings(part("a.jsonl", "{u'username': u'x1', u'rating': 4}\nnonsense\n[1]\n"), ReadOptions.NONE);
        assertThat(read.good()).isEmpty();
        assertThat(read.rejected())
                .containsExactly(
                        "1: is not JSON but a Python literal: JSON needs double quotes",
                        "2: is not JSON",
                        "3: is not a JSON object");
        assertThatThrownBy(() -> ratings(part("a.json", "[{\"userId\":1}]"), ReadOptions.NONE))
                .hasMessageContaining("one array of JSON");
    }

    @Test
    void rejectsAnObjectWithAFieldTwice() {
        Ratings read = ratings(
                part(
                        "a.jsonl",
                        "{\"userId\":\"a\",\"itemId\":1,\"rating\":1,\"rating\":5}\n"
                                + "{\"userId\":\"b\",\"itemId\":1,\"rating\":4,\"more\":{\"x\":1,\"x\":1}}\n"
                                + "{\"userId\":\"c\",\"itemId\":1,\"rating\":3,\"more\":[{\"x\":1},{\"x\":1}]}\n"),
                ReadOptions.NONE);

        assertThat(read.good()).containsExactly("c 1 3.0");
        assertThat(read.rejected()).containsExactly("1: has a field twice", "2: has a field twice");
    }

    @Test
    void rejectsRecordsBeyondOneMegabyte() {
        String content = "userId,itemId,rating,review\na,1,3,\"" + "x\n".repeat(600_000) + "\"\nb,2,4,"
                + "y".repeat(2_000_000) + "\nc,3,5," + "z".repeat(1_000_000) + "\n";
        Ratings read = ratings(part("a.csv", content), ReadOptions.NONE);
        assertThat(read.good()).containsExactly("c 3 5.0");
        assertThat(read.rejected())
                .contains(
                        "2: has a quote that is not closed within 1048576 bytes",
                        "600003: is longer than 1048576 bytes");
    }

    @Test
    void namesNoUserForARecordThatIsTooLong() {
        List<RejectedLine> rejected = new ArrayList<>();
        FilePart csv = part("a.csv", "userId,itemId,rating\nann,1,3\nbob,1," + "x".repeat(1_100_000) + "\n");
        FilePart json = part(
                "a.jsonl",
                "{\"userId\":\"ann\",\"itemId\":1,\"rating\":3}\n{\"userId\":\"bob\",\"itemId\":\""
                        + "x".repeat(1_100_000) + "\",\"rating\":3}\n");
        for (FilePart part : List.of(csv, json)) {
            RatingFormat format = RatingFormat.detect(part, ReadOptions.NONE);
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), rejected::add)) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.next()).isFalse();
            }
        }
        assertThat(rejected).hasSize(2).allSatisfy(line -> {
            assertThat(line.userId()).isNull();
            assertThat(line.reason()).contains("longer than");
        });
    }

    @Test
    void namesAMissingColumn() {
        assertThatThrownBy(() -> ratings(part("a.csv", "who,what,stars\nann,1,3\n"), ReadOptions.NONE))
                .hasMessage("There is no column userId among [who, what, stars].");
        assertThatThrownBy(
                        () -> ratings(part("a.csv", "userId,what,stars\nann,1,3\n"), columns(null, "sku", null, null)))
                .hasMessage("There is no column sku among [userId, what, stars].");
        assertThatThrownBy(() -> ratings(part("a.jsonl", "{\"user\":1,\"rating\":2}\n"), ReadOptions.NONE))
                .hasMessage("There is no field itemId among [user, rating].");
        assertThat(ratings(part("a.csv", "who,what,stars\nann,1,3\n"), columns("1", "2", "3", null))
                        .good())
                .containsExactly("ann 1 3.0");
    }

    @Test
    void obeysTheOptionsInsteadOfGuessing() {
        assertThat(ratings(part("a.csv", "1,2,3\n4,5,1\n"), text(FileFormat.CSV, null, ",", false))
                        .good())
                .containsExactly("1 2 3.0", "4 5 1.0");
        assertThat(ratings(part("a.csv", "1,2,3\n4,5,1\n"), columns("2", "1", "3", null))
                        .good())
                .containsExactly("2 1 3.0", "5 4 1.0");
        assertThat(ratings(part("a.txt", "a,b;c;4\n"), text(null, null, ";", null))
                        .good())
                .containsExactly("a,b c 4.0");
        assertThatThrownBy(() -> ratings(part("a.csv", "x"), text(null, "klingon", null, null)))
                .hasMessage("There is no encoding klingon.");
    }

    @Test
    void holdsNoRatingsWhenEmpty() {
        assertThat(ratings(part("a.csv", "\n\n"), ReadOptions.NONE).good()).isEmpty();
    }
}
