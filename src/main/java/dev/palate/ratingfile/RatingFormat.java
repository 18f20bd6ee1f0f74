package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.LayoutDetection;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.time.TimeFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a file of ratings is written: its text, where the four fields are, and how it writes times. */
public final class RatingFormat {

    private static final Column USER = new Column(
            0,
            "userid",
            "user",
            "uid",
            "visitorid",
            "reviewerid",
            "customerid",
            "profileid",
            "accountid",
            "memberid",
            "username",
            "reviewer",
            "customer");
    private static final Column ITEM = new Column(
            1,
            "itemid",
            "item",
            "iid",
            "movieid",
            "movie",
            "productid",
            "product",
            "asin",
            "bookid",
            "isbn",
            "businessid",
            "articleid",
            "songid",
            "trackid",
            "animeid",
            "gameid",
            "sku");
    private static final Column VALUE =
            new Column(2, "rating", "value", "score", "stars", "overall", "userrating", "bookrating", "ratingvalue");
    private static final Column TIMESTAMP = new Column(
            3, "timestamp", "ratedat", "unixreviewtime", "time", "datetime", "date", "reviewtime", "createdat", "ts");

    final TextLayout layout;
    final int user;
    final int item;
    final int value;
    final int timestamp;
    final TimeFormat times;

    RatingFormat(FilePart part, TextLayout layout, ReadOptions options) {
        this.layout = layout;
        RatingColumns wanted = options.ratingColumns();
        Columns columns = new Columns(layout);
        user = columns.require(wanted.user(), USER, "userId");
        item = columns.require(wanted.item(), ITEM, "itemId");
        value = columns.require(wanted.rating(), VALUE, "rating");
        timestamp = wanted.timestamp() == null
                ? columns.find(null, TIMESTAMP)
                : columns.require(wanted.timestamp(), TIMESTAMP, "timestamp");
        TimeFormat given = options.timeFormat();
        times = given == null ? TimeFormat.detect(times(part)) : given;
    }

    /**
     * Recognises how {@code part} is written from its first records, where the options do not say it.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the part is no text, a column is missing, or the options
     *     are invalid
     */
    public static RatingFormat detect(FilePart part, ReadOptions options) {
        return new RatingFormat(part, layout(part, options), options);
    }

    static TextLayout layout(FilePart part, ReadOptions options) {
        return LayoutDetection.detect(part, options.text(), new Kind(options));
    }

    /** What the detection found, to be shown. */
    public DetectedFormat describe() {
        Map<String, String> columns = new LinkedHashMap<>();
        put(columns, "user", user);
        put(columns, "item", item);
        put(columns, "rating", value);
        put(columns, "timestamp", timestamp);
        return new DetectedFormat(layout.asOptions(), columns, timestamp == Columns.ABSENT ? null : times.name());
    }

    private void put(Map<String, String> columns, String name, int index) {
        if (index != Columns.ABSENT) {
            columns.put(name, layout.names().get(index));
        }
    }

    private List<String> times(FilePart part) {
        List<String> times = new ArrayList<>();
        if (timestamp == Columns.ABSENT) {
            return times;
        }
        try (Records records = layout.open(part, new BytesRead())) {
            for (int k = 0; k < LayoutDetection.SAMPLE && records.next(); k++) {
                String time = records.fault() == null ? records.value(timestamp) : null;
                if (time != null && !time.isEmpty()) {
                    times.add(time);
                }
            }
        }
        return times;
    }

    /** Tells a header from a first rating: it holds a usual name, or a text where the next record holds a number. */
    private record Kind(ReadOptions options) implements LayoutDetection.RecordKind {

        @Override
        public int fewestColumns() {
            return 3;
        }

        @Override
        public boolean isHeader(List<String> first, List<String> second) {
            RatingColumns wanted = options.ratingColumns();
            return first.stream()
                            .anyMatch(name -> Columns.isName(
                                    name,
                                    Arrays.asList(wanted.user(), wanted.item(), wanted.rating(), wanted.timestamp()),
                                    USER,
                                    ITEM,
                                    VALUE,
                                    TIMESTAMP))
                    || (!isNumber(first) && isNumber(second));
        }

        private static boolean isNumber(List<String> fields) {
            int position = VALUE.position();
            return position < fields.size() && !Double.isNaN(Numbers.parse(fields.get(position), true));
        }
    }
}
