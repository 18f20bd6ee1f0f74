package dev.palate.ratingfile;

import static dev.palate.ratingfile.TestParts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.ReadOptions.InteractionColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.TextOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionReaderTest {

    private static final InteractionColumns RECOGNISED = new InteractionColumns(null, null, false);
    private static final InteractionColumns ONE_TYPE = new InteractionColumns(null, null, true);
    private static final RatingColumns USUAL = ReadOptions.NONE.ratingColumns();

    @Test
    void readsTheEventsOfRetailRocket() {
        FilePart part = part("events.csv", """
                timestamp,visitorid,event,itemid,transactionid
                1433221332117,257597,view,355908,
                1433224214164,992329,addtocart,248676,
                1433222276276,599528,transaction,356475,4000
                """);

        assertThat(RatingFormat.detect(part, options(USUAL, RECOGNISED))
                        .describe()
                        .timestampFormat())
                .isEqualTo("epoch-millis");
        assertThat(read(part, options(USUAL, RECOGNISED)))
                .containsExactly(
                        "257597 355908 view - 2015-06-02T05:02:12.117Z",
                        "992329 248676 addtocart - 2015-06-02T05:50:14.164Z",
                        "599528 356475 transaction - 2015-06-02T05:17:56.276Z");
    }

    @Test
    void readsTheOrdersOfAShop() {
        FilePart part = part("orders.csv", """
                user_id;product_id;quantity;ordered_at
                c-1;lamp;2;2026-01-31 12:00
                c-2;chair;1,5;2026-02-01 08:30
                """);

        assertThat(read(part, options(USUAL, ONE_TYPE)))
                .containsExactly("c-1 lamp - 2.0 2026-01-31T12:00:00Z", "c-2 chair - 1.5 2026-02-01T08:30:00Z");
    }

    @Test
    void readsPlayCountsWithoutATime() {
        FilePart part = part("plays.tsv", "userID\tartistID\tweight\n2\t51\t13883\n2\t52\t11690\n");

        assertThat(read(part, options(USUAL, ONE_TYPE))).containsExactly("2 51 - 13883.0 -", "2 52 - 11690.0 -");
    }

    @Test
    void readsTheCountOfAnExportAndOtherCountsAsValues() {
        FilePart export = part("interactions.ndjson", """
                {"userId": "ann", "itemId": "1", "type": "view", "timestamp": 200, "count": 3, "firstTimestamp": 100}
                """);
        FilePart counts = part("plays.csv", "user,item,type,time,count\nann,1,play,200,3\n");

        RatingFormat format = RatingFormat.detect(export, options(USUAL, RECOGNISED));
        assertThat(format.describe().columns())
                .containsEntry("count", "count")
                .containsEntry("firstTimestamp", "firstTimestamp")
                .doesNotContainKey("value");
        try (RatingReader reader = RatingReader.open(export, format, new BytesRead(), line -> {})) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.countText()).isEqualTo("3");
            assertThat(reader.firstMicros()).isEqualTo(100_000_000);
        }
        assertThat(RatingFormat.detect(counts, options(USUAL, RECOGNISED))
                        .describe()
                        .columns())
                .containsEntry("value", "count")
                .doesNotContainKey("count");
    }

    @Test
    void readsPairsAlone() {
        FilePart part = part("bought.csv", "user,item\nann,lamp\nbob,chair\n");

        assertThat(read(part, options(USUAL, ONE_TYPE))).containsExactly("ann lamp - - -", "bob chair - - -");
    }

    @Test
    void readsJsonLines() {
        FilePart part = part("events.ndjson", """
                {"user": "ann", "item": "lamp", "action": "view", "at": "2026-02-01T08:15:00Z", "seconds": 12}
                {"user": "bob", "item": "lamp", "action": "like"}
                """);
        ReadOptions options =
                options(new RatingColumns(null, null, null, "at"), new InteractionColumns(null, "seconds", false));

        assertThat(read(part, options)).containsExactly("ann lamp view 12.0 2026-02-01T08:15:00Z", "bob lamp like - -");
    }

    @Test
    void readsColumnsByTheirNumbersWhereThereIsNoHeader() {
        FilePart part = part("plays.csv", "00-1,mbid,The Band,4\n00-2,mbid,The Band,7\n");
        ReadOptions options = options(new RatingColumns("1", "3", null, null), new InteractionColumns(null, "4", true));

        assertThat(read(part, options)).containsExactly("00-1 The Band - 4.0 -", "00-2 The Band - 7.0 -");
        assertThat(read(part, options(USUAL, ONE_TYPE))).containsExactly("00-1 mbid - - -", "00-2 mbid - - -");
    }

    @Test
    void saysThatTheColumnOfTypesIsMissing() {
        FilePart part = part("orders.csv", "user_id,product_id,quantity\nc-1,lamp,2\n");

        assertThatThrownBy(() -> RatingFormat.detect(part, options(USUAL, RECOGNISED)))
                .isInstanceOf(RatingFileException.class)
                .hasMessage(
                        "There is no column type among [user_id, product_id, quantity]. Name it with typeColumn, or give"
                                + " one type for all rows with type.");
    }

    @Test
    void knowsThatAFileOfRatingsMayBeAFileOfEvents() {
        FilePart part = part("events.csv", "user,item,event\nann,lamp,view\n");

        assertThatThrownBy(() -> RatingFormat.detect(part, ReadOptions.NONE))
                .isInstanceOfSatisfying(
                        NoRatingColumnException.class,
                        e -> assertThat(e.typeColumn()).isEqualTo("event"));
    }

    private static ReadOptions options(RatingColumns columns, InteractionColumns interactions) {
        return new ReadOptions(TextOptions.NONE, columns, ReadOptions.NONE.itemColumns(), interactions, null);
    }

    /** {@code user item type value time}, with - for what a row does not have. */
    private static List<String> read(FilePart part, ReadOptions options) {
        List<String> rows = new ArrayList<>();
        RatingFormat format = RatingFormat.detect(part, options);
        try (RatingReader reader = RatingReader.open(
                part, format, new BytesRead(), line -> rows.add(line.line() + ": " + line.reason()))) {
            while (reader.next()) {
                rows.add(String.join(
                        " ",
                        reader.userId(),
                        reader.itemId(),
                        orDash(reader.typeText()),
                        reader.valueText().isEmpty() ? "-" : String.valueOf(reader.value()),
                        reader.hasTime()
                                ? Instant.EPOCH
                                        .plus(reader.micros(), ChronoUnit.MICROS)
                                        .toString()
                                : "-"));
            }
        }
        return rows;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
