package dev.palate.importing;

import dev.palate.importing.file.Detected;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportSource;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.ServerPaths;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.job.Job;
import dev.palate.job.JobException;
import dev.palate.job.JobKind;
import dev.palate.job.JobRequest;
import dev.palate.job.Jobs;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.ratingfile.AttributeColumnException;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Submits files of ratings, interactions, items and users, which are imported by background jobs, and finds these imports. */
@Service
public class Imports {

    /** Imports have their own queue and threads, so they never wait for training jobs. */
    public static final JobKind KIND = new JobKind("import", "import", "scheduled_imports");

    private final ImportRows rows;
    private final ImportStore store;
    private final Jobs jobs;
    private final RowOpener opener;
    private final Uploads uploads;
    private final ImportSettings settings;
    private final JsonMapper json;

    Imports(
            ImportRows rows,
            ImportStore store,
            Jobs jobs,
            RowOpener opener,
            Uploads uploads,
            ImportSettings settings,
            JsonMapper json) {
        this.rows = rows;
        this.store = store;
        this.jobs = jobs;
        this.opener = opener;
        this.uploads = uploads;
        this.settings = settings;
        this.json = json;
    }

    /**
     * Imports what a client sends.
     *
     * @param idempotencyKey a second request with the same key gets the import of the first one; null for none
     * @throws UnreadableFileException if it contains nothing that can be imported, or the options name an unknown type
     * @throws NoSpaceException if the disk cannot hold it
     * @throws JobException if the key was used for another request
     */
    public ImportStatus submit(Uploads.Upload upload, ImportOptions options, @Nullable String idempotencyKey) {
        Path file = uploads.store(upload);
        Job job;
        try {
            ImportSource source = new ImportSource(upload.name(), file, true);
            JobRequest request = JobRequest.of(KIND, idempotencyKey, content(source, options), file);
            job = submitJob(source, options, request, upload.age());
        } catch (RuntimeException e) {
            uploads.delete(file);
            throw e;
        }
        ImportEntity row = row(job.id());
        if (!row.source().file().equals(file)) {
            uploads.delete(file);
        }
        return status(job, row);
    }

    /**
     * Imports a file or folder of the server.
     *
     * @param path below the configured root
     * @param idempotencyKey a second request with the same key gets the import of the first one; null for none
     * @throws UnreadableFileException if there is no such file, or it contains nothing that can be imported
     * @throws JobException if the key was used for another request
     */
    public ImportStatus submit(String path, ImportOptions options, @Nullable String idempotencyKey) {
        ImportSource source = new ImportSource(path, ServerPaths.resolve(settings.root(), path), false);
        JobRequest request = JobRequest.of(KIND, idempotencyKey, content(source, options));
        return get(submitJob(source, options, request, Duration.ZERO).id());
    }

    /**
     * Imports a folder or file that the service itself has chosen, and waits for the end.
     *
     * @param progress receives every step
     * @return the final state
     */
    public ImportStatus importAndWait(Path file, Consumer<ImportStatus> progress) throws InterruptedException {
        ImportSource source = new ImportSource(file.getFileName().toString(), file.toAbsolutePath(), false);
        ImportStatus status = get(submitJob(source, ImportOptions.NONE, new JobRequest(KIND, null, ""), Duration.ZERO)
                .id());
        while (!status.state().isFinal()) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = get(status.id());
            progress.accept(status);
        }
        return status;
    }

    /**
     * @throws JobException if there is no such import
     */
    public ImportStatus get(UUID id) {
        return status(jobs.get(KIND, id), row(id));
    }

    /** Those of the given imports that exist, in any order. */
    public List<ImportStatus> find(Collection<UUID> ids) {
        return statuses(jobs.find(KIND, ids));
    }

    /** All imports, the newest first. */
    public Page<ImportStatus> list(PageParameters page) {
        Page<Job> found = jobs.list(KIND, null, page);
        return Page.of(statuses(found.items()), page, found.total());
    }

    /** The first rows that were not imported, at most 1,000. */
    public List<Rejection> rejections(UUID id) {
        return store.rejections(id);
    }

    /**
     * One page of the first rows that were not imported, at most 1,000.
     *
     * @throws JobException if there is no such import
     */
    public Page<Rejection> rejections(UUID id, PageParameters page) {
        row(id);
        return store.rejections(id, page);
    }

    /**
     * Cancels a waiting import, or stops a running one after the current batch. What was written remains.
     *
     * @throws JobException if there is no such import, or it has ended
     */
    public ImportStatus cancel(UUID id) {
        jobs.cancel(KIND, id);
        return get(id);
    }

    /** @param age how long ago the request began to arrive */
    private Job submitJob(ImportSource source, ImportOptions options, JobRequest request, Duration age) {
        opener.types(options);
        String detected = detected(source, options);
        return jobs.submit(request, id -> {
            rows.saveAndFlush(new ImportEntity(id, source, text(options), detected));
            store.setBegun(id, age);
        });
    }

    /** How the file is read, as JSON; null if that is not recognised, which the import itself reports. */
    private @Nullable String detected(ImportSource source, ImportOptions options) {
        try (OpenedFile file = OpenedFile.open(source, options, settings.maximumExpansion())) {
            try {
                return json.writeValueAsString(file.detect());
            } catch (AttributeColumnException e) {
                throw e;
            } catch (RatingFileException e) {
                return null;
            }
        } catch (RatingFileException | IOException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<ImportStatus> statuses(List<Job> found) {
        Map<UUID, ImportEntity> byId = rows
                .findByIdIn(found.stream().map(Job::id).toList())
                .stream()
                .collect(Collectors.toMap(ImportEntity::id, Function.identity()));
        return found.stream()
                .flatMap(job -> Stream.ofNullable(byId.get(job.id())).map(row -> status(job, row)))
                .toList();
    }

    private ImportStatus status(Job job, ImportEntity row) {
        Detected detected = row.detected() == null ? null : json.readValue(row.detected(), Detected.class);
        return ImportStatus.of(job, row, detected);
    }

    private ImportEntity row(UUID id) {
        return rows.findById(id).orElseThrow(() -> JobException.unknown(KIND, id.toString()));
    }

    /** Everything that is requested, except the bytes of an upload. */
    private String content(ImportSource source, ImportOptions options) {
        return source.name() + '\0' + text(options) + '\0';
    }

    private String text(ImportOptions options) {
        return json.writeValueAsString(options);
    }
}
