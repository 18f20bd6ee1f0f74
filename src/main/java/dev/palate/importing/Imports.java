package dev.palate.importing;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Takes files of items and ratings, which are then imported in the background. */
@Service
public class Imports {

    private static final Sort NEWEST_FIRST = Sort.by(Sort.Order.desc("submittedAt"), Sort.Order.asc("id"));

    private final ImportRows rows;
    private final ImportLedger ledger;
    private final ImportQueue queue;
    private final ImportSettings settings;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Imports(
            ImportRows rows,
            ImportLedger ledger,
            ImportQueue queue,
            ImportSettings settings,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.queue = queue;
        this.settings = settings;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** Content that is on its way from a client. */
    public interface Upload {

        String name();

        long size();

        void saveTo(Path file) throws IOException;
    }

    /**
     * Imports what a client sends.
     *
     * @param idempotencyKey a second request with the same key gets the first one's import; null for none
     * @throws UnreadableFileException if there is nothing in it that can be imported
     * @throws NoSpaceException if the disk cannot hold it
     * @throws ImportKeyReusedException if the key came with another request before
     */
    public ImportStatus submit(Upload upload, ImportOptions options, @Nullable String idempotencyKey) {
        Path file = settings.spool().toAbsolutePath().resolve(UUID.randomUUID().toString());
        try {
            try {
                Files.createDirectories(settings.spool());
                upload.saveTo(file);
            } catch (IOException e) {
                throw new NoSpaceException(upload.name(), upload.size(), e);
            }
            RequestKey key = idempotencyKey == null ? null : key(idempotencyKey, upload.name(), options, file);
            ImportEntity row = queue(new ImportSource(upload.name(), file, true), options, key);
            if (!row.source().file().equals(file)) {
                file.toFile().delete();
            }
            return row.status(clock.instant());
        } catch (RuntimeException e) {
            file.toFile().delete();
            throw e;
        }
    }

    /**
     * Imports a file or folder of the server.
     *
     * @param path below the configured root
     * @param idempotencyKey a second request with the same key gets the first one's import; null for none
     * @throws UnreadableFileException if there is no such file, or nothing in it that can be imported
     * @throws ImportKeyReusedException if the key came with another request before
     */
    public ImportStatus submit(String path, ImportOptions options, @Nullable String idempotencyKey) {
        RequestKey key =
                idempotencyKey == null ? null : RequestKey.of(idempotencyKey, path, json.writeValueAsString(options));
        return queue(new ImportSource(path, ServerPaths.resolve(settings.root(), path), false), options, key)
                .status(clock.instant());
    }

    /**
     * Imports a folder or file that the service itself has chosen, and waits for the end.
     *
     * @param progress is told about every step
     * @return how it ended
     */
    public ImportStatus importAndWait(Path file, Consumer<ImportStatus> progress) throws InterruptedException {
        String name = file.getFileName().toString();
        ImportStatus status = queue(
                        new ImportSource(name, file.toAbsolutePath(), false), ImportOptions.standard(), null)
                .status(clock.instant());
        while (!status.state().isEnded()) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = get(status.id());
            progress.accept(status);
        }
        return status;
    }

    /**
     * @throws UnknownImportException if there is no such import
     */
    public ImportStatus get(UUID id) {
        return rows.findById(id)
                .orElseThrow(() -> new UnknownImportException(id))
                .status(clock.instant());
    }

    /** Those of the given imports that exist, in any order. */
    public List<ImportStatus> find(Collection<UUID> ids) {
        Instant now = clock.instant();
        return rows.findByIdIn(ids).stream().map(row -> row.status(now)).toList();
    }

    /** The first lines that were not imported, at most 1,000. */
    public List<Rejection> rejections(UUID id) {
        return ledger.rejections(id);
    }

    /** All imports, the newest first. */
    public Page<ImportStatus> list(PageParameters page) {
        var found = rows.findAll(PageRequest.of(page.page(), page.size(), NEWEST_FIRST));
        return Page.of(found.getContent(), page, found.getTotalElements()).map(row -> row.status(clock.instant()));
    }

    private RequestKey key(String key, String name, ImportOptions options, Path content) {
        try {
            return RequestKey.of(key, name, json.writeValueAsString(options), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new import, or the one that a request with the same key has made. */
    private ImportEntity queue(ImportSource source, ImportOptions options, @Nullable RequestKey key) {
        Optional<ImportEntity> first = first(key);
        if (first.isPresent()) {
            return first.get();
        }
        requireContent(source, options);
        ImportEntity row =
                new ImportEntity(UUID.randomUUID(), source, json.writeValueAsString(options), key, clock.instant());
        try {
            transaction.executeWithoutResult(status -> {
                rows.save(row);
                queue.add(row.id());
            });
        } catch (DataIntegrityViolationException e) {
            return first(key).orElseThrow(() -> e); // it came twice at the same time
        }
        return row;
    }

    private Optional<ImportEntity> first(@Nullable RequestKey key) {
        if (key == null) {
            return Optional.empty();
        }
        Optional<ImportEntity> found = rows.findByIdempotencyKey(key.key());
        found.filter(row -> !row.isOf(key)).ifPresent(row -> {
            throw new ImportKeyReusedException(key.key(), row.id());
        });
        return found;
    }

    private void requireContent(ImportSource source, ImportOptions options) {
        try (Container container = Container.open(source.file(), source.name(), settings.maximumExpansion())) {
            ImportContent.of(container.parts(), options);
        } catch (IOException e) {
            throw new UnreadableFileException(source.name() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
