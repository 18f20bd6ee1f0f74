package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.importing.FileImporter.Order;
import dev.palate.importing.ImportStore.Batch;
import dev.palate.importing.file.FileRows;
import dev.palate.importing.file.FileRows.Rules;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ValueRange;
import dev.palate.interaction.bulk.BulkInteractions;
import dev.palate.rating.bulk.BulkOptions;
import dev.palate.rating.bulk.BulkRatings;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.Merged;
import dev.palate.rating.bulk.RowBatch;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Imports the ratings or interactions of a file, batch by batch; each batch is counted in the transaction that writes it. */
@Component
class RowImporter {

    /** New users and items of one import of ratings from which on PostgreSQL's statistics are updated. */
    private static final int ANALYZED_FROM = 1000;
    /** So many times the rows of a full batch end a batch: a file whose rows are ignored or rejected shows its progress too. */
    private static final int ROWS_READ_PER_WRITTEN = 10;

    private final Catalogue catalogue;
    private final RowOpener opener;
    private final BulkRatings ratings;
    private final BulkInteractions interactions;
    private final ImportStore store;
    private final ImportMetrics metrics;
    private final ImportSettings settings;
    private final Clock clock;

    RowImporter(
            Catalogue catalogue,
            RowOpener opener,
            BulkRatings ratings,
            BulkInteractions interactions,
            ImportStore store,
            ImportMetrics metrics,
            ImportSettings settings,
            Clock clock) {
        this.catalogue = catalogue;
        this.opener = opener;
        this.ratings = ratings;
        this.interactions = interactions;
        this.store = store;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /** Imports what follows the lines that earlier attempts have processed. */
    void run(Order order, FilePart part, RatingFormat format, Rejections rejections) throws IOException, SQLException {
        CatalogueSnapshot known = catalogue.snapshot();
        boolean createsItems = order.options().createsItems();
        Rules rules = opener.rules(id -> createsItems || known.find(id).isPresent());
        BytesRead bytes = new BytesRead();
        long created;
        try (RatingReader reader = RatingReader.open(part, format, bytes, rejections);
                MergePipeline pipeline = open(order, rules)) {
            reader.skipTo(order.earlier().position().linesDone());
            FileRows rows = opener.open(reader, order.options(), rules);
            created = new Work(order, reader, rows, rejections, bytes).run(pipeline);
        }
        if (order.options().interactions()) {
            interactions.analyze();
        } else if (created >= ANALYZED_FROM) {
            ratings.analyze();
        }
    }

    private MergePipeline open(Order order, Rules rules) throws SQLException {
        BulkOptions options = new BulkOptions(
                order.options().createsItems(), rules.undatedTime(), order.begunAt(), settings.batchRows());
        return order.options().interactions()
                ? interactions.open(
                        options,
                        order.number(),
                        store.incompleteOthers(order.attempt().job()))
                : ratings.open(options);
    }

    /** One attempt to import the rows of one file. */
    private final class Work {

        private final Order order;
        private final RatingReader reader;
        private final FileRows rows;
        private final Rejections rejections;
        private final BytesRead bytes;
        private final Instant begun = clock.instant();
        private final AtomicLong created = new AtomicLong();

        Work(Order order, RatingReader reader, FileRows rows, Rejections rejections, BytesRead bytes) {
            this.order = order;
            this.reader = reader;
            this.rows = rows;
            this.rejections = rejections;
            this.bytes = bytes;
        }

        /** Returns how many users and items were created. */
        long run(MergePipeline pipeline) throws IOException, SQLException {
            long done = order.earlier().position().linesDone();
            boolean more;
            do {
                long rejectedBefore = rejections.count();
                long ignoredBefore = rows.ignored();
                RowBatch batch = pipeline.next();
                more = fill(batch);
                if (reader.position() == done) {
                    break; // an attempt that finds nothing more has not advanced
                }
                done = reader.position();
                Filled filled = new Filled(
                        batch.rows(),
                        rejections.count() - rejectedBefore,
                        rows.ignored() - ignoredBefore,
                        new ImportProgress.Position(done, bytes.get(), 0),
                        rows.accepted(),
                        rejections.drain());
                pipeline.submit((connection, merged) -> {
                    order.attempt().fence(connection);
                    record(connection, filled.merged(merged));
                    created.addAndGet(merged.itemsCreated() + merged.usersCreated());
                });
            } while (more);
            pipeline.finish();
            return created.get();
        }

        private boolean fill(RowBatch batch) throws IOException {
            long most = (long) ROWS_READ_PER_WRITTEN * settings.batchRows();
            for (long read = 0; read < most && !batch.isFull(); read++) {
                order.stopIfRequested(read);
                if (!rows.next(batch::add)) {
                    return false;
                }
            }
            return true;
        }

        private void record(Connection connection, Batch counts) {
            double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
            store.recordBatch(
                    connection, order.attempt().job(), counts, order.earlier().seconds() + seconds);
            metrics.count(counts.rows());
        }
    }

    /** A batch before it is merged. */
    private record Filled(
            int rows,
            long rejectedCount,
            long ignoredCount,
            ImportProgress.Position end,
            ValueRange accepted,
            List<RejectedLine> rejected) {

        Batch merged(Merged merged) {
            long written = merged.rowsWritten();
            return new Batch(
                    new ImportProgress.Rows(
                            rows + rejectedCount + ignoredCount, written, rows - written, rejectedCount, ignoredCount),
                    merged.itemsCreated(),
                    end,
                    accepted,
                    rejected);
        }
    }
}
