package dev.palate.importing;

import dev.palate.importing.ImportLedger.Run;
import dev.palate.importing.RatingImporter.Order;
import dev.palate.problem.DatabaseOutage;
import dev.palate.problem.WithoutMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs one queued import until it has ended, or until it must be left to a later run. */
@Component
class ImportRunner {

    private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);
    private static final int MOST_STARTS = 20;

    private final ImportRows rows;
    private final ImportLedger ledger;
    private final RatingImporter importer;
    private final ImportSettings settings;
    private final ImportMetrics metrics;
    private final JsonMapper json;
    private final Clock clock;

    ImportRunner(
            ImportRows rows,
            ImportLedger ledger,
            RatingImporter importer,
            ImportSettings settings,
            ImportMetrics metrics,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.importer = importer;
        this.settings = settings;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** What is to become of the import's place in the queue. */
    enum Outcome {
        ENDED,
        AGAIN,
        TAKEN_OVER
    }

    /**
     * @throws RuntimeException if the database is away: nothing is lost, and the import is to be run again later
     */
    Outcome run(UUID id, BooleanSupplier stopping) {
        ImportEntity row = rows.findById(id).orElse(null);
        if (row == null) {
            return Outcome.ENDED;
        }
        Run run = new Run(id, row.starts() + 1);
        boolean over = row.hasEnded() || (row.isCancellationRequested() && ledger.cancel(run));
        Outcome outcome = over
                ? Outcome.ENDED
                : metrics.run(() -> run(row, run, new CancellationWatch(id, ledger, stopping, clock)));
        if (outcome == Outcome.ENDED && row.source().uploaded()) {
            deleteUpload(row.source());
        }
        return outcome;
    }

    private Outcome run(ImportEntity row, Run run, BooleanSupplier stopping) {
        try (MDC.MDCCloseable logged = MDC.putCloseable("jobId", run.id().toString())) {
            if (run.start() > MOST_STARTS) {
                throw new UnreadableFileException("It was started " + MOST_STARTS + " times and never got to its end.");
            }
            if (!Files.exists(row.source().file())) {
                throw new UnreadableFileException(
                        "Its file is not on this machine any more; sent again, it writes only what is missing.");
            }
            return runContent(row, run, stopping);
        } catch (StoppedException e) {
            if (ledger.cancel(run)) {
                log.info("Import {} is cancelled", run.id());
                return Outcome.ENDED;
            }
            log.info("Import {} stops at a whole batch and goes on after the next start", run.id());
            return Outcome.AGAIN;
        } catch (SupersededRunException e) {
            log.warn(e.getMessage());
            return Outcome.TAKEN_OVER;
        } catch (ImportException e) {
            log.warn("Import {} failed: {}", run.id(), e.slug());
            ledger.fail(run, e.getMessage() == null ? e.slug() : e.getMessage());
            return Outcome.ENDED;
        } catch (IOException | SQLException | RuntimeException e) {
            return unexpected(run, e);
        }
    }

    private Outcome runContent(ImportEntity row, Run run, BooleanSupplier stopping) throws IOException, SQLException {
        ImportSource source = row.source();
        ImportOptions options = json.readValue(row.options(), ImportOptions.class);
        try (Container container = Container.open(source.file(), source.name(), settings.maximumExpansion())) {
            ImportContent content = ImportContent.of(container.parts(), options);
            String note = note(row);
            if (!ledger.start(run, content.size(), note)) {
                return Outcome.ENDED;
            }
            log.info("Start {} of import {}. {}", run.start(), run.id(), note);
            importer.run(new Order(run, options, row.progress(), stopping), content);
        }
        ledger.succeed(run);
        return Outcome.ENDED;
    }

    private Outcome unexpected(Run run, Exception failure) {
        if (DatabaseOutage.isCauseOf(failure)) {
            throw new IllegalStateException("the database is away; import " + run.id() + " is run again", failure);
        }
        log.error("Import {} failed", run.id(), WithoutMessages.of(failure));
        ledger.fail(
                run,
                "It failed inside Palate; the log says why: "
                        + failure.getClass().getSimpleName() + ".");
        return Outcome.ENDED;
    }

    private static String note(ImportEntity row) {
        if (row.starts() == 0) {
            return "";
        }
        long done = row.progress().linesDone();
        return done > 0
                ? "Resumed behind line " + done + ": its process had ended; what was written before stays."
                : "Begun anew: its process had ended before any rating was written, and that run was rolled back.";
    }

    private static void deleteUpload(ImportSource source) {
        try {
            Files.deleteIfExists(source.file());
        } catch (IOException e) {
            log.warn("The uploaded file {} cannot be deleted: {}", source.file(), WithoutMessages.describe(e));
        }
    }
}
