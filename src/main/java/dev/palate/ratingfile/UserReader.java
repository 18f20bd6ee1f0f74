package dev.palate.ratingfile;

import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.Records;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the users of one file, one after the other. The caller applies the rules of a user and calls {@link #reject} for one that
 * breaks them.
 */
public final class UserReader implements AutoCloseable {

    private final String file;
    private final UserFormat format;
    private final Records records;
    private final Consumer<RejectedLine> rejections;

    private UserReader(String file, UserFormat format, Records records, Consumer<RejectedLine> rejections) {
        this.file = file;
        this.format = format;
        this.records = records;
        this.rejections = rejections;
    }

    /** @param rejections is told each record that cannot be read or that the caller rejects */
    public static UserReader open(
            FilePart part, UserFormat format, BytesRead bytes, Consumer<RejectedLine> rejections) {
        return new UserReader(part.name(), format, format.layout.open(part, bytes), rejections);
    }

    /**
     * The next user, or null after the last one.
     *
     * @throws dev.palate.ratingfile.source.RatingFileException if the file is damaged
     */
    public @Nullable UserRecord next() {
        while (records.next()) {
            if (records.fault() != null) {
                reject(records.fault());
                continue;
            }
            try {
                return format.read(records);
            } catch (UnreadableRecordException e) {
                reject(Objects.requireNonNullElse(e.getMessage(), "is no user"));
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
        return new RejectedLine(file, records.line(), records.text(), reason, format.id(records));
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
