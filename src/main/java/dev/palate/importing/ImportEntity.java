package dev.palate.importing;

import dev.palate.importing.file.ImportSource;
import dev.palate.importing.file.ValueRange;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code imports}. It is inserted and read here; {@link ImportStore} updates it. */
@Entity
@Table(name = "imports")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class ImportEntity {

    @Id
    private UUID id;

    private String name;
    private String file;
    private boolean uploaded;
    private String options;
    private @Nullable String detected;
    private long itemsWritten;
    private long itemsUnchanged;
    private long itemLinesDone;
    private long rowsRead;
    private long rowsWritten;
    private long rowsUnchanged;
    private long rowsRejected;
    private @Nullable Double lowestRating;
    private @Nullable Double highestRating;
    private long linesDone;
    private long bytesRead;
    private long bytesTotal;
    private double seconds;
    private @Nullable String note;

    /** By the clock of the database, as that of an erasure. */
    @Column(insertable = false, updatable = false)
    private Instant begunAt;

    protected ImportEntity() {}

    ImportEntity(UUID id, ImportSource source, String options, @Nullable String detected) {
        this.id = id;
        this.name = source.name();
        this.file = source.file().toString();
        this.uploaded = source.uploaded();
        this.options = options;
        this.detected = detected;
    }

    UUID id() {
        return id;
    }

    String options() {
        return options;
    }

    @Nullable
    String detected() {
        return detected;
    }

    @Nullable
    String note() {
        return note;
    }

    Instant begunAt() {
        return begunAt;
    }

    ImportSource source() {
        return new ImportSource(name, Path.of(file), uploaded);
    }

    ImportProgress progress() {
        return new ImportProgress(
                new ImportProgress.Items(itemsWritten, itemsUnchanged, itemLinesDone),
                new ImportProgress.Rows(rowsRead, rowsWritten, rowsUnchanged, rowsRejected),
                new ImportProgress.Position(linesDone, bytesRead, bytesTotal),
                lowestRating == null || highestRating == null
                        ? ValueRange.EMPTY
                        : new ValueRange(lowestRating, highestRating),
                seconds);
    }
}
