package dev.palate.ratingfile;

import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.Records;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of one file, one after the other. The caller applies the rules of an item and calls {@link #reject} for one
 * that breaks them.
 */
public final class ItemReader implements AutoCloseable {

    private final String file;
    private final ItemFormat format;
    private final Records records;
    private final Consumer<RejectedLine> rejections;

    private ItemReader(String file, ItemFormat format, Records records, Consumer<RejectedLine> rejections) {
        this.file = file;
        this.format = format;
        this.records = records;
        this.rejections = rejections;
    }

    /** @param rejections is told each record that cannot be read or that the caller rejects */
    public static ItemReader open(
            FilePart part, ItemFormat format, BytesRead bytes, Consumer<RejectedLine> rejections) {
        return new ItemReader(part.name(), format, format.layout.open(part, bytes), rejections);
    }

    /**
     * The next item, or null after the last one.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    public @Nullable ItemRecord next() {
        while (records.next()) {
            if (records.fault() != null) {
                reject(records.fault());
                continue;
            }
            try {
                return format.read(records);
            } catch (UnreadableRecordException e) {
                reject(Objects.requireNonNullElse(e.getMessage(), "is no item"));
            }
        }
        return null;
    }

    /** Tells the consumer of rejections that the current record is not accepted. */
    public void reject(String reason) {
        rejections.accept(new RejectedLine(file, records.line(), records.text(), reason, null));
    }

    /** The number of the record's first line, from 1. */
    public long line() {
        return records.line();
    }

    @Override
    public void close() {
        records.close();
    }
}
