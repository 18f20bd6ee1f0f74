package dev.palate.ratingfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextOptions;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Parts in memory, and what the readers make of them. */
public final class TestParts {

    private TestParts() {}

    public static FilePart part(String name, String content) {
        return part(name, content.getBytes(UTF_8));
    }

    public static FilePart part(String name, byte[] content) {
        return new FilePart(name, content.length, count -> new ByteArrayInputStream(content));
    }

    static ReadOptions text(FileFormat format, String encoding, String delimiter, Boolean header) {
        return new ReadOptions(
                new TextOptions(format, encoding, delimiter, header),
                ReadOptions.NONE.ratingColumns(),
                ReadOptions.NONE.itemColumns(),
                null,
                null);
    }

    static ReadOptions columns(String user, String item, String rating, String timestamp) {
        return new ReadOptions(
                TextOptions.NONE,
                new RatingColumns(user, item, rating, timestamp),
                ReadOptions.NONE.itemColumns(),
                null,
                null);
    }

    static ReadOptions times(String timestampFormat) {
        return new ReadOptions(
                TextOptions.NONE,
                ReadOptions.NONE.ratingColumns(),
                ReadOptions.NONE.itemColumns(),
                null,
                timestampFormat);
    }

    static ReadOptions items(ItemColumns columns) {
        return new ReadOptions(TextOptions.NONE, ReadOptions.NONE.ratingColumns(), columns, null, null);
    }

    /** What a reader makes of a part: {@code user item value [time]} and {@code line: reason}. */
    record Ratings(List<String> good, List<String> rejected) {}

    static Ratings ratings(FilePart part, ReadOptions options) {
        Ratings read = new Ratings(new ArrayList<>(), new ArrayList<>());
        RatingFormat format = RatingFormat.detect(part, options);
        try (RatingReader ratings = RatingReader.open(
                part, format, new BytesRead(), line -> read.rejected().add(line.line() + ": " + line.reason()))) {
            while (ratings.next()) {
                String time = ratings.hasTime() ? " " + Instant.EPOCH.plus(ratings.micros(), ChronoUnit.MICROS) : "";
                read.good().add(ratings.userId() + " " + ratings.itemId() + " " + ratings.value() + time);
            }
        }
        return read;
    }
}
