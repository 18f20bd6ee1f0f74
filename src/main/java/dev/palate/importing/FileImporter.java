package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.importing.ImportStore.Batch;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportedItems;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.RatingRows;
import dev.palate.importing.file.RatingRows.Rules;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ScaleMapping;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.importing.file.ValueRange;
import dev.palate.job.Attempt;
import dev.palate.rating.RatingRules;
import dev.palate.rating.bulk.BulkRatings;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.StagingCopy;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports the content of one file: first its items, then its ratings, batch by batch. A committed batch remains if the attempt
 * ends early, and the next attempt continues after it. With {@code strict} the whole file is checked before anything is
 * written.
 */
@Component
class FileImporter {

    private static final int CHECK_STOP_EVERY = 1024;
    private static final int ITEM_BATCH = 1000;
    /** New users and items of one import from which on PostgreSQL's statistics are updated. */
    private static final int ANALYZED_FROM = 1000;

    private final Catalogue catalogue;
    private final RatingRules ratingRules;
    private final BulkRatings bulk;
    private final ImportStore store;
    private final ImportMetrics metrics;
    private final ImportSettings settings;
    private final Clock clock;

    FileImporter(
            Catalogue catalogue,
            RatingRules ratingRules,
            BulkRatings bulk,
            ImportStore store,
            ImportMetrics metrics,
            ImportSettings settings,
            Clock clock) {
        this.catalogue = catalogue;
        this.ratingRules = ratingRules;
        this.bulk = bulk;
        this.store = store;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One attempt of an import.
     *
     * @param earlier what earlier attempts have committed
     * @param begunAt users that were erased since then are not written
     */
    record Order(Attempt attempt, ImportOptions options, OpenedFile file, ImportProgress earlier, Instant begunAt) {

        boolean continuesEarlierBatches() {
            return earlier.position().linesDone() > 0;
        }
    }

    /**
     * @throws dev.palate.ratingfile.source.RatingFileException if the file cannot be read to its end
     * @throws UnreadableFileException if the import is strict and the file has an invalid row
     * @throws CancellationException if the attempt is requested to stop
     */
    void run(Order order) throws IOException, SQLException {
        Rejections rejections = rejections(order, order.earlier().rows().rejected());
        if (!order.continuesEarlierBatches()) {
            if (order.options().requiresAllRows()) {
                requireAllValid(order);
            }
            importItems(order, rejections);
        }
        FilePart ratings = order.file().selected().ratings();
        RatingFormat format = order.file().ratingFormat();
        if (ratings != null && format != null) {
            importRatings(order, ratings, format, rejections);
        }
        catalogue.refresh();
    }

    private void requireAllValid(Order order) throws IOException {
        Rejections rejections = rejections(order, 0);
        Set<String> fresh = allItems(order, rejections);
        CatalogueSnapshot known = catalogue.snapshot();
        FilePart part = order.file().selected().ratings();
        RatingFormat format = order.file().ratingFormat();
        if (part != null && format != null) {
            Rules rules = rules(
                    order.options(),
                    id -> order.options().createsItems()
                            || fresh.contains(id)
                            || known.find(id).isPresent());
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), rejections)) {
                RatingRows rows = new RatingRows(reader, rules);
                for (long row = 1; rows.next((user, item, value, micros) -> {}); row++) {
                    stopIfRequested(order, row);
                }
            }
        }
        if (rejections.count() > 0) {
            record(order, List.of(), 1, rejections);
            throw new UnreadableFileException(
                    rejections.count() + " rows cannot be imported and the import is strict: nothing was written.");
        }
    }

    /** The ids of all items of the file. */
    private Set<String> allItems(Order order, Rejections rejections) {
        try (ImportedItems items = open(order, rejections, 0)) {
            if (items == null) {
                return Set.of();
            }
            while (!items.next(ITEM_BATCH).isEmpty()) {
                stopIfRequested(order, 0);
            }
            return items.ids();
        }
    }

    private void importItems(Order order, Rejections rejections) {
        try (ImportedItems items =
                open(order, rejections, order.earlier().items().linesDone())) {
            if (items == null) {
                return;
            }
            List<Item> batch;
            do {
                stopIfRequested(order, 0);
                batch = items.next(ITEM_BATCH);
                record(order, batch, items.line(), rejections);
            } while (batch.size() == ITEM_BATCH);
        }
        catalogue.refresh();
    }

    private @Nullable ImportedItems open(Order order, Rejections rejections, long linesDone) {
        FilePart part = order.file().selected().items();
        ItemFormat format = order.file().itemFormat();
        return part == null || format == null
                ? null
                : ImportedItems.open(part, format, rejections, linesDone, catalogue.memory());
    }

    /** Writes a batch of items in the fenced transaction that counts it. */
    private void record(Order order, List<Item> items, long line, Rejections rejections) {
        List<RejectedLine> kept = rejections.drain();
        order.attempt().write(() -> {
            ItemFormat format = order.file().itemFormat();
            int written = catalogue.putAll(items, format != null && format.hasHidden());
            ImportProgress.Items counts = new ImportProgress.Items(written, items.size() - written, line);
            if (store.recordItems(order.attempt().job(), counts, rejections.count(), kept)) {
                order.attempt().markAdvanced();
            }
        });
    }

    private void importRatings(Order order, FilePart part, RatingFormat format, Rejections rejections)
            throws IOException, SQLException {
        CatalogueSnapshot known = catalogue.snapshot();
        Instant begun = clock.instant();
        boolean createsItems = order.options().createsItems();
        Rules rules =
                rules(order.options(), id -> createsItems || known.find(id).isPresent());
        BytesRead bytes = new BytesRead();
        AtomicLong created = new AtomicLong();
        try (RatingReader reader = RatingReader.open(part, format, bytes, rejections);
                MergePipeline pipeline = bulk.open(createsItems, rules.undatedTime(), order.begunAt())) {
            reader.skipTo(order.earlier().position().linesDone());
            RatingRows rows = new RatingRows(reader, rules);
            long done = order.earlier().position().linesDone();
            int staged;
            do {
                long rejectedBefore = rejections.count();
                StagingCopy copy = pipeline.next();
                staged = fill(copy, rows, order);
                if (reader.position() == done) {
                    break; // an attempt that finds nothing more has not advanced
                }
                done = reader.position();
                Staged batch = new Staged(
                        staged,
                        rejections.count() - rejectedBefore,
                        new ImportProgress.Position(reader.position(), bytes.get(), 0),
                        rows.accepted(),
                        rejections.drain());
                pipeline.submit((connection, merged) -> {
                    order.attempt().fence(connection);
                    Batch counts = batch.merged(merged.ratingsWritten(), merged.itemsCreated());
                    double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
                    store.recordBatch(
                            connection,
                            order.attempt().job(),
                            counts,
                            order.earlier().seconds() + seconds);
                    metrics.count(counts.rows());
                    created.addAndGet(merged.itemsCreated() + merged.usersCreated());
                });
            } while (staged == settings.batchRows());
            pipeline.finish();
        }
        if (created.get() >= ANALYZED_FROM) {
            bulk.analyze();
        }
    }

    /** A batch before it is merged. */
    private record Staged(
            int rows,
            long rejectedCount,
            ImportProgress.Position end,
            ValueRange accepted,
            List<RejectedLine> rejected) {

        Batch merged(long written, int itemsCreated) {
            return new Batch(
                    new ImportProgress.Rows(rows + rejectedCount, written, rows - written, rejectedCount),
                    itemsCreated,
                    end,
                    accepted,
                    rejected);
        }
    }

    private int fill(StagingCopy copy, RatingRows rows, Order order) throws IOException {
        do {
            stopIfRequested(order, copy.rows());
        } while (copy.rows() < settings.batchRows() && rows.next(copy::add));
        return copy.rows();
    }

    private Rules rules(ImportOptions options, Predicate<String> knowsItem) {
        return new Rules(ratingRules, ScaleMapping.of(options, ratingRules.scale()), knowsItem, ratingRules.now());
    }

    private static Rejections rejections(Order order, long earlier) {
        return new Rejections(earlier, count -> stopIfRequested(order, count));
    }

    private static void stopIfRequested(Order order, long rows) {
        if (rows % CHECK_STOP_EVERY == 0 && order.attempt().isStopRequested()) {
            throw new CancellationException("the attempt is requested to stop");
        }
    }
}
