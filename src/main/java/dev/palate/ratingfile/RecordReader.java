package dev.palate.ratingfile;

import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.Records;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items or the users of one file, one after the other. The caller applies the rules of what it reads and calls {@link #reject} for
 * a record that breaks them.
 *
 * @param <T> what a record describes
 */
public final class RecordReader<T> implements AutoCloseable {

    private final String file;
    private final String what;
    private final Records records;
    private final Description<T> description;
    private final Function<Records, @Nullable String> userId;
    private final Consumer<RejectedLine> rejections;

    private RecordReader(
            String file,
            String what,
            Records records,
            Description<T> description,
            Function<Records, @Nullable String> userId,
            Consumer<RejectedLine> rejections) {
        this.file = file;
        this.what = what;
        this.records = records;
        this.description = description;
        this.userId = userId;
        this.rejections = rejections;
    }

    /** What the current record says. */
    @FunctionalInterface
    private interface Description<T> {

        T read(Records current) throws UnreadableRecordException;
    }

    /** @param rejections receives each record that cannot be read or that the caller rejects */
    public static RecordReader<ItemRecord> ofItems(
            FilePart part, ItemFormat format, BytesRead bytes, Consumer<RejectedLine> rejections) {
        Records records = format.layout.open(part, bytes);
        return new RecordReader<>(part.name(), "item", records, format::read, current -> null, rejections);
    }

    /** @param rejections receives each record that cannot be read or that the caller rejects */
    public static RecordReader<UserRecord> ofUsers(
            FilePart part, UserFormat format, BytesRead bytes, Consumer<RejectedLine> rejections) {
        Records records = format.layout.open(part, bytes);
        return new RecordReader<>(part.name(), "user", records, format::read, format::id, rejections);
    }

    /**
     * The next item or user, or null after the last one.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    public @Nullable T next() {
        while (records.next()) {
            if (records.fault() != null) {
                reject(records.fault());
                continue;
            }
            try {
                return description.read(records);
            } catch (UnreadableRecordException e) {
                reject(Objects.requireNonNullElse(e.getMessage(), "is no " + what));
            }
        }
        return null;
    }

    /** Tells the consumer of rejections that the current record is not accepted. */
    public void reject(String reason) {
        rejections.accept(rejected(reason));
    }

    /** The current record as one that is not accepted. */
    public RejectedLine rejected(String reason) {
        return new RejectedLine(file, records.line(), records.text(), reason, userId.apply(records));
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
