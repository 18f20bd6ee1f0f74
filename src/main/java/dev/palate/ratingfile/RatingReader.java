package dev.palate.ratingfile;

import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.time.TimeFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ratings or interactions of one file, one after the other, in bounded memory. The accessors describe the row that
 * {@link #next} has read last, so that no object is created for each. The caller applies the rules of a rating and calls
 * {@link #reject} for one that breaks them.
 */
public final class RatingReader implements AutoCloseable {

    private final String file;
    private final RatingFormat format;
    private final Records records;
    private final boolean decimalComma;
    private final Consumer<RejectedLine> rejections;
    private String userId = "";
    private String itemId = "";
    private String valueText = "";
    private String typeText = "";
    private @Nullable String timestampText;
    private long micros;
    private String countText = "";
    private String firstTimestampText = "";
    private long firstMicros;

    private RatingReader(FilePart part, RatingFormat format, Records records, Consumer<RejectedLine> rejections) {
        this.file = part.name();
        this.format = format;
        this.records = records;
        this.decimalComma = !format.layout.delimiter().text().equals(",");
        this.rejections = rejections;
    }

    /**
     * @param bytes counts what is read
     * @param rejections is told each record that cannot be read or that the caller rejects
     */
    public static RatingReader open(
            FilePart part, RatingFormat format, BytesRead bytes, Consumer<RejectedLine> rejections) {
        return new RatingReader(part, format, format.layout.open(part, bytes), rejections);
    }

    /**
     * Reads the next rating that has all its fields and a readable time.
     *
     * @return false at the end of the file
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    public boolean next() {
        while (records.next()) {
            if (read()) {
                return true;
            }
        }
        return false;
    }

    private boolean read() {
        String fault = records.fault();
        if (fault != null) {
            String user = records.raw(format.user);
            rejections.accept(new RejectedLine(file, records.line(), records.text(), fault, user));
            return false;
        }
        userId = orEmpty(records.raw(format.user));
        itemId = orEmpty(records.raw(format.item));
        valueText = orEmpty(records.value(format.value));
        typeText = orEmpty(records.value(format.type));
        timestampText = records.value(format.timestamp);
        micros = timestampText == null ? TimeFormat.UNREADABLE : format.times.micros(timestampText);
        if (timestampText != null && micros == TimeFormat.UNREADABLE) {
            reject("the timestamp cannot be read: " + timestampText);
            return false;
        }
        countText = orEmpty(records.value(format.count));
        firstTimestampText = orEmpty(records.value(format.firstTimestamp));
        firstMicros = firstTimestampText.isEmpty() ? micros : format.times.micros(firstTimestampText);
        if (firstMicros == TimeFormat.UNREADABLE && !firstTimestampText.isEmpty()) {
            reject("the firstTimestamp cannot be read: " + firstTimestampText);
            return false;
        }
        return true;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Tells the consumer of rejections that the current record is not accepted. */
    public void reject(String reason) {
        rejections.accept(new RejectedLine(file, records.line(), records.text(), reason, userId));
    }

    /** The user's id as written, with the blanks around it; empty if the record has none. */
    public String userId() {
        return userId;
    }

    /** The item's id as written, with the blanks around it; empty if the record has none. */
    public String itemId() {
        return itemId;
    }

    /** The rating on the scale of the file, or the value of the interaction; NaN if it is no number. */
    public double value() {
        return RatingFormat.number(valueText, decimalComma);
    }

    /** The rating or value as written; empty if the record has none. */
    public String valueText() {
        return valueText;
    }

    /** The type of the interaction as written; empty if the record has none. */
    public String typeText() {
        return typeText;
    }

    /** Whether the record has a time. */
    public boolean hasTime() {
        return timestampText != null;
    }

    /** The time in microseconds since 1970; meaningless without {@link #hasTime}. */
    public long micros() {
        return micros;
    }

    /** How many interactions the record is, as written; empty for one. */
    public String countText() {
        return countText;
    }

    /** The time of the first of several interactions in microseconds since 1970; otherwise {@link #micros}. */
    public long firstMicros() {
        return firstMicros;
    }

    /** The time of the first of several interactions as written; empty if the record has none. */
    public String firstTimestampText() {
        return firstTimestampText;
    }

    /** The time as written, or null if the record has none. */
    public @Nullable String timestampText() {
        return timestampText;
    }

    /** The number of the record's first line, from 1. */
    public long line() {
        return records.line();
    }

    /** The last line of all that has been read: what {@link #skipTo} of a later reader takes. */
    public long position() {
        return records.position();
    }

    /**
     * Continues after the line that an earlier reader of the same file had as its {@link #position}.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file has fewer lines
     */
    public void skipTo(long position) {
        records.skipTo(position);
    }

    @Override
    public void close() {
        records.close();
    }
}
