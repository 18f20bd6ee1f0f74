package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ReadOptions.InteractionColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.LayoutDetection;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import dev.palate.ratingfile.time.TimeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file of ratings or interactions is written: its text, where the fields are, and how it writes times. A rating has a value;
 * an interaction may have a value, and has a type unless all rows have the same one.
 */
public final class RatingFormat {

    static final Column USER = new Column(
            0,
            "userid user uid visitorid reviewerid customerid profileid accountid memberid username "
                    + "reviewer customer listenerid listener readerid reader buyerid buyer");
    private static final Column ITEM = new Column(
            1,
            "itemid item iid movieid movie productid product asin bookid isbn businessid articleid "
                    + "songid trackid animeid gameid sku artistid artist newsid contentid videoid article");
    private static final Column VALUE =
            new Column(2, "rating value score stars overall userrating bookrating ratingvalue");
    private static final Column TIMESTAMP = new Column(
            3,
            "timestamp ratedat unixreviewtime time datetime date reviewtime createdat ts orderedat orderdate "
                    + "purchasedat eventtime playedat viewedat clickedat occurredat");
    /** Without a header only the caller can know which column of interactions is which, except for the first two. */
    private static final Column EVENT_TIME = new Column(Columns.ABSENT, TIMESTAMP.names());

    private static final Column TYPE = new Column(
            Columns.ABSENT,
            "type eventtype event interactiontype interaction actiontype action behaviortype behaviourtype");
    private static final Column AMOUNT = new Column(
            Columns.ABSENT, "value quantity qty plays playcount count duration dwelltime weight listens times");

    /** An export of interactions has these two: each row is all interactions of a user, an item and a type. */
    private static final Column COUNT = new Column(Columns.ABSENT, "count");

    private static final Column FIRST_TIMESTAMP = new Column(Columns.ABSENT, "firsttimestamp");
    private static final Column EXPORTED_VALUE = new Column(Columns.ABSENT, "value");

    /** 1990-01-01 in microseconds. */
    private static final long FEW_RATINGS_BEFORE = 631_152_000_000_000L;

    final TextLayout layout;
    final int user;
    final int item;
    final int value;
    final int timestamp;
    final int type;
    final int count;
    final int firstTimestamp;
    final TimeFormat times;
    private final String valueKey;
    private final @Nullable String timeWarning;

    RatingFormat(FilePart part, TextLayout layout, ReadOptions options) {
        this.layout = layout;
        RatingColumns wanted = options.ratingColumns();
        Columns columns = new Columns(layout);
        user = columns.require(wanted.user(), USER, "userId");
        item = columns.require(wanted.item(), ITEM, "itemId");
        InteractionColumns interactions = options.interactionColumns();
        timestamp = columns.optional(wanted.timestamp(), interactions == null ? TIMESTAMP : EVENT_TIME, "timestamp");
        boolean exported = interactions != null && isExport(interactions, columns);
        count = exported ? columns.find(null, COUNT) : Columns.ABSENT;
        firstTimestamp = exported ? columns.find(null, FIRST_TIMESTAMP) : Columns.ABSENT;
        value = interactions == null
                ? rating(wanted, columns)
                : columns.optional(interactions.value(), exported ? EXPORTED_VALUE : AMOUNT, "value");
        type = interactions == null || interactions.oneType() ? Columns.ABSENT : type(interactions, columns);
        valueKey = interactions == null ? "rating" : "value";
        TimeFormat given = options.timeFormat();
        List<String> sample = given == null ? times(part) : List.of();
        times = given == null ? TimeFormat.detect(sample) : given;
        timeWarning = warning(sample);
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
        int fewestColumns = options.interactionColumns() == null ? 3 : 2;
        return LayoutDetection.detect(
                part, options.text(), fewestColumns, (first, second) -> isHeader(options, first, second));
    }

    private int rating(RatingColumns wanted, Columns columns) {
        try {
            return columns.require(wanted.rating(), VALUE, "rating");
        } catch (RatingFileException e) {
            boolean named = wanted.rating() != null;
            int found = columns.find(null, TYPE);
            throw named
                    ? e
                    : new NoRatingColumnException(
                            String.valueOf(e.getMessage()),
                            found == Columns.ABSENT ? null : layout.names().get(found));
        }
    }

    private boolean isExport(InteractionColumns wanted, Columns columns) {
        return wanted.value() == null
                && timestamp != Columns.ABSENT
                && columns.find(null, COUNT) != Columns.ABSENT
                && columns.find(null, FIRST_TIMESTAMP) != Columns.ABSENT;
    }

    private static int type(InteractionColumns wanted, Columns columns) {
        try {
            return columns.require(wanted.type(), TYPE, "type");
        } catch (RatingFileException e) {
            throw wanted.type() != null
                    ? e
                    : new RatingFileException(
                            e.getMessage() + " Name it with typeColumn, or give one type for all rows with type.", e);
        }
    }

    /** Whether every column of the file is one that is read. */
    public boolean usesAllColumns() {
        return layout.names().size() == describe().columns().size();
    }

    /** What the detection found, to be shown. */
    public DetectedFormat describe() {
        List<String> keys = List.of("user", "item", valueKey, "timestamp", "type", "count", "firstTimestamp");
        return new DetectedFormat(
                layout.asOptions(),
                Columns.found(layout, keys, user, item, value, timestamp, type, count, firstTimestamp),
                timestamp == Columns.ABSENT ? null : times.name());
    }

    /** What looks wrong with the recognised format of the times, and the option that helps; null if nothing does. */
    public @Nullable String timeWarning() {
        return timeWarning;
    }

    /** Years and the serial dates of spreadsheets look like seconds that ended soon after 1970. */
    private @Nullable String warning(List<String> sample) {
        List<String> readable = sample.stream()
                .filter(text -> times.micros(text) != TimeFormat.UNREADABLE)
                .toList();
        if (!times.name().startsWith("epoch-")
                || readable.isEmpty()
                || readable.stream().anyMatch(text -> times.micros(text) >= FEW_RATINGS_BEFORE)) {
            return null;
        }
        String first = readable.get(0);
        return "All times of the first rows lie before 1990: " + first + " is read as "
                + Instant.EPOCH.plus(times.micros(first), ChronoUnit.MICROS)
                + ". If that is wrong, name the format of the times, for example timestampFormat=year or"
                + " timestampFormat=excel.";
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
    private static boolean isHeader(ReadOptions options, List<String> first, List<String> second) {
        RatingColumns wanted = options.ratingColumns();
        InteractionColumns interactions = options.interactionColumns();
        List<@Nullable String> given = interactions == null
                ? Arrays.asList(wanted.user(), wanted.item(), wanted.timestamp(), wanted.rating())
                : Arrays.asList(
                        wanted.user(), wanted.item(), wanted.timestamp(), interactions.type(), interactions.value());
        Column[] usual = interactions == null
                ? new Column[] {USER, ITEM, VALUE, TIMESTAMP}
                : new Column[] {USER, ITEM, TYPE, AMOUNT, TIMESTAMP};
        return first.stream().anyMatch(name -> Columns.isName(name, given, usual))
                || (!isNumber(first) && isNumber(second));
    }

    private static boolean isNumber(List<String> fields) {
        int position = VALUE.position();
        return position < fields.size() && !Double.isNaN(number(fields.get(position), true));
    }

    /**
     * The number, or NaN if it is none.
     *
     * @param decimalComma whether every comma is a decimal one; otherwise {@code 4,5} is 4.5, but {@code 1,000}, which may
     *     be a thousand, is none
     */
    static double number(String text, boolean decimalComma) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        int comma = -1;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            comma = c == ',' ? k : comma;
            if ((c < '0' || c > '9') && ",.-+eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            boolean decimal = decimalComma || text.length() - comma <= 3;
            return Double.parseDouble(comma >= 0 && decimal ? text.replace(',', '.') : text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
