package dev.palate.importing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import's row. Inserted and read here; {@link ImportLedger} moves it on. */
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

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    private ImportState state;

    private int starts;
    private long itemsWritten;
    private long rowsRead;
    private long rowsWritten;
    private long rowsUnchanged;
    private long rowsRejected;
    private long linesDone;
    private long bytesRead;
    private long bytesTotal;
    private @Nullable String note;
    private @Nullable String failure;
    private boolean cancelRequested;
    private @Nullable String idempotencyKey;

    @Column(name = "request_sha256")
    private @Nullable String requestSha256;

    private Instant submittedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;

    protected ImportEntity() {}

    ImportEntity(UUID id, ImportSource source, String options, @Nullable RequestKey key, Instant submittedAt) {
        this.id = id;
        this.name = source.name();
        this.file = source.file().toString();
        this.uploaded = source.uploaded();
        this.options = options;
        this.state = ImportState.QUEUED;
        this.idempotencyKey = key == null ? null : key.key();
        this.requestSha256 = key == null ? null : key.sha256();
        this.submittedAt = submittedAt;
    }

    UUID id() {
        return id;
    }

    String options() {
        return options;
    }

    boolean hasEnded() {
        return state.isEnded();
    }

    boolean isCancellationRequested() {
        return cancelRequested;
    }

    boolean isOf(RequestKey key) {
        return key.sha256().equals(requestSha256);
    }

    int starts() {
        return starts;
    }

    ImportSource source() {
        return new ImportSource(name, Path.of(file), uploaded);
    }

    ImportProgress progress() {
        return new ImportProgress(
                itemsWritten, rowsRead, rowsWritten, rowsUnchanged, rowsRejected, linesDone, bytesRead, bytesTotal);
    }

    ImportStatus status(Instant now) {
        return ImportStatus.of(id, name, state, progress(), note, failure, submittedAt, startedAt, endedAt, now);
    }
}
