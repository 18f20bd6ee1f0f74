package dev.palate.importing;

import dev.palate.database.AfterCommit;
import dev.palate.importing.FileImporter.Order;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportSource;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.job.Attempt;
import dev.palate.job.AttemptSupersededException;
import dev.palate.job.JobHandler;
import dev.palate.job.JobKind;
import dev.palate.job.JobState;
import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.ProblemException;
import dev.palate.problem.WithoutMessages;
import dev.palate.rating.RatingRules;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Executes imports, one at a time in each process. */
@Component
class ImportHandler implements JobHandler {

    private static final Logger log = LoggerFactory.getLogger(ImportHandler.class);

    private final ImportRows rows;
    private final ImportStore store;
    private final FileImporter importer;
    private final RatingRules rules;
    private final Uploads uploads;
    private final ImportSettings settings;
    private final ImportMetrics metrics;
    private final JsonMapper json;

    ImportHandler(
            ImportRows rows,
            ImportStore store,
            FileImporter importer,
            RatingRules rules,
            Uploads uploads,
            ImportSettings settings,
            ImportMetrics metrics,
            JsonMapper json) {
        this.rows = rows;
        this.store = store;
        this.importer = importer;
        this.rules = rules;
        this.uploads = uploads;
        this.settings = settings;
        this.metrics = metrics;
        this.json = json;
    }

    @Override
    public JobKind kind() {
        return Imports.KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public void execute(Attempt attempt) throws Exception {
        ImportEntity row = rows.findById(attempt.job()).orElseThrow();
        ImportReview review = metrics.time(() -> importFile(attempt, row));
        if (review.failed()) {
            throw new NothingImportedException(review.warnings());
        }
        review.warnings().forEach(attempt::warn);
        attempt.complete(review.warnings().isEmpty() ? JobState.SUCCEEDED : JobState.SUCCEEDED_WITH_WARNINGS, () -> {});
        deleteUpload(row.source());
    }

    /** Only conflicts with other transactions and lack of resources pass; anything else would fail in the same way. */
    @Override
    public boolean isPermanent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return !sql.getSQLState().matches("(40|53|55).*");
            }
        }
        return true;
    }

    @Override
    public @Nullable String ending(UUID job, JobState state, @Nullable String failure) {
        rows.findById(job).ifPresent(row -> AfterCommit.run(() -> deleteUpload(row.source())));
        if (state == JobState.CANCELLED) {
            store.noteCancellation(job);
        }
        return failure == null ? null : store.failure(job, failure);
    }

    @Override
    public void ended(UUID job, JobState state) {
        metrics.ended(state);
    }

    private ImportReview importFile(Attempt attempt, ImportEntity row) throws Exception {
        ImportSource source = row.source();
        if (!Files.exists(source.file())) {
            throw new UnreadableFileException(
                    "The file is no longer on this machine. Send it again: only missing rows are written.");
        }
        ImportOptions options = json.readValue(row.options(), ImportOptions.class);
        try (OpenedFile file = OpenedFile.open(source, options, settings.maximumExpansion())) {
            String note = note(attempt, row.progress());
            attempt.write(() -> store.begin(attempt.job(), file.selected().size(), note));
            log.info("Attempt {} of import {} begins. {}", attempt.number(), attempt.job(), note == null ? "" : note);
            importer.run(new Order(attempt, row.number(), options, file, row.progress(), row.begunAt()));
            ImportProgress progress = rows.findById(attempt.job()).orElseThrow().progress();
            return ImportReview.of(progress, file, store.rejections(attempt.job()), rules.scale());
        } catch (RatingFileException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException | RuntimeException e) {
            throw withoutContent(e);
        }
    }

    /** The failure in a form that can be logged and shown: messages of an unexpected one may quote ratings. */
    private Exception withoutContent(Exception failure) {
        boolean expected = failure instanceof ProblemException
                || failure instanceof AttemptSupersededException
                || failure instanceof CancellationException
                || DatabaseOutage.isCauseOf(failure)
                || !isPermanent(failure);
        return expected
                ? failure
                : new IllegalStateException(
                        "The import failed inside Palate (" + WithoutMessages.describe(failure)
                                + "); the log of the service contains the details.",
                        WithoutMessages.of(failure));
    }

    private static @Nullable String note(Attempt attempt, ImportProgress before) {
        if (attempt.number() == 1) {
            return null;
        }
        long done = before.position().linesDone();
        long items = before.items().linesDone();
        if (done == 0 && items == 0) {
            return "Restarted from the beginning: the previous attempt had ended before it wrote anything.";
        }
        return "Resumed after line " + (done > 0 ? done : items + " of the items")
                + ": the previous attempt had ended, and what it had written remains.";
    }

    /** The file was read, but nothing of it could be imported. */
    private static final class NothingImportedException extends ProblemException {

        private static final long serialVersionUID = 1L;

        NothingImportedException(List<String> reasons) {
            super(Kind.INVALID, "nothing-imported", String.join(" ", reasons));
        }
    }

    private void deleteUpload(ImportSource source) {
        if (source.uploaded()) {
            uploads.delete(source.file());
        }
    }
}
