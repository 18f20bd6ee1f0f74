package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.importing.ImportLedger.Run;
import dev.palate.importing.ImportLedger.Settled;
import dev.palate.importing.RatingLines.Rules;
import dev.palate.rating.RatingRules;
import dev.palate.rating.bulk.BulkRatings;
import dev.palate.rating.bulk.MergePipeline;
import dev.palate.rating.bulk.Merged;
import dev.palate.rating.bulk.StagingCopy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Imports the content of one container: first its items, then its ratings, batch by batch. What is committed stays when
 * the run ends early, and the next run goes on behind it. With {@code strict} the whole file is read and checked before
 * anything is written.
 */
@Component
class RatingImporter {

    private static final int LOOK_UP_EVERY = 1024;
    /** New users and items of one import from which on the statistics of the tables are updated. */
    private static final int ANALYZED_FROM = 1000;

    private final DataSource dataSource;
    private final Catalogue catalogue;
    private final RatingRules ratingRules;
    private final BulkRatings bulk;
    private final ImportLedger ledger;
    private final ImportSettings settings;

    RatingImporter(
            DataSource dataSource,
            Catalogue catalogue,
            RatingRules ratingRules,
            BulkRatings bulk,
            ImportLedger ledger,
            ImportSettings settings) {

        this.dataSource = dataSource;
        this.catalogue = catalogue;
        this.ratingRules = ratingRules;
        this.bulk = bulk;
        this.ledger = ledger;
        this.settings = settings;
    }

    /**
     * One import to run.
     *
     * @param before what earlier runs have committed
     * @param stopping whether to break off
     */
    record Order(Run run, ImportOptions options, ImportProgress before, BooleanSupplier stopping) {}

    /**
     * @throws UnreadableFileException if the file cannot be read to its end, or has a bad line and the import is strict
     * @throws StoppedException if it was told to stop
     */
    void run(Order order, ImportContent content) throws IOException, SQLException {
        boolean anew = order.before().linesDone() == 0;
        if (anew && order.options().isStrict()) {
            requireGood(order, content);
        }
        long rejected = anew ? importItems(order, content) : order.before().rowsRejected();
        if (content.ratings() != null && content.ratingSyntax() != null) {
            importRatings(order, content.ratings(), content.ratingSyntax(), new Rejections(rejected));
        }
        catalogue.refresh();
    }

    private void requireGood(Order order, ImportContent content) throws IOException, SQLException {
        Rejections rejections = new Rejections(0);
        Set<String> fresh = items(content, rejections).stream().map(Item::id).collect(Collectors.toSet());
        CatalogueSnapshot known = catalogue.snapshot();
        long rows = 0;
        if (content.ratings() != null && content.ratingSyntax() != null) {
            Rules rules = rules(
                    order,
                    ratingRules.now(),
                    id -> fresh.contains(id) || known.find(id).isPresent());
            try (RatingLines lines =
                    new RatingLines(content.ratings(), content.ratingSyntax(), new ByteCount(), rules, rejections)) {
                while (lines.next((user, item, value, micros) -> {})) {
                    stopIfTold(order, ++rows);
                }
            }
        }
        if (rejections.count() > 0) {
            settle(
                    order,
                    new Settled(rows + rejections.count(), 0, 0, 0, rejections.count(), 0, 0),
                    rejections.drain());
            throw new UnreadableFileException(
                    rejections.count() + " lines cannot be imported and the import is strict: nothing was written.");
        }
    }

    /** @return how many lines were rejected */
    private long importItems(Order order, ImportContent content) throws IOException, SQLException {
        Rejections rejections = new Rejections(0);
        List<Item> items = items(content, rejections);
        int written = items.isEmpty() ? 0 : catalogue.putAll(items);
        settle(order, new Settled(0, 0, 0, written, rejections.count(), 0, 0), rejections.drain());
        return rejections.count();
    }

    private static List<Item> items(ImportContent content, Rejections rejections) throws IOException {
        return content.items() == null ? List.of() : ItemFile.read(content.items(), rejections);
    }

    private void importRatings(Order order, Part part, RatingSyntax syntax, Rejections rejections)
            throws IOException, SQLException {
        CatalogueSnapshot known = catalogue.snapshot();
        Instant undated = ratingRules.now();
        Rules rules = rules(
                order,
                undated,
                order.options().createsItems()
                        ? id -> true
                        : id -> known.find(id).isPresent());
        long rejectedBefore = rejections.count();
        ByteCount bytes = new ByteCount();
        AtomicLong created = new AtomicLong();
        try (RatingLines lines = new RatingLines(part, syntax, bytes, rules, rejections);
                MergePipeline pipeline = bulk.open(order.options().createsItems(), undated)) {
            lines.skipTo(order.before().linesDone());
            long good = order.before().rowsRead();
            int staged;
            do {
                StagingCopy copy = pipeline.next();
                staged = fill(copy, lines, order);
                good += staged;
                Position position = new Position(
                        staged,
                        good + rejections.count() - rejectedBefore,
                        rejections.count(),
                        lines.number(),
                        bytes.get());
                List<Rejection> rejected = rejections.drain();
                pipeline.submit((connection, merged) -> {
                    ledger.settle(connection, order.run(), position.settled(merged), rejected);
                    created.addAndGet(merged.itemsCreated() + merged.usersCreated());
                });
            } while (staged == settings.batchRows());
            pipeline.finish();
        }
        if (created.get() >= ANALYZED_FROM) {
            bulk.analyze();
        }
    }

    /** Where reading the file has got to at the end of a batch. */
    private record Position(int staged, long rowsRead, long rejected, long linesDone, long bytesRead) {

        Settled settled(Merged merged) {
            long written = merged.ratingsWritten();
            return new Settled(
                    rowsRead, written, staged - written, merged.itemsCreated(), rejected, linesDone, bytesRead);
        }
    }

    private int fill(StagingCopy copy, RatingLines lines, Order order) throws IOException {
        do {
            stopIfTold(order, copy.rows());
        } while (copy.rows() < settings.batchRows() && lines.next(copy::add));
        return copy.rows();
    }

    private Rules rules(Order order, Instant undated, Predicate<String> knowsItem) {
        return new Rules(
                ratingRules,
                ScaleMapping.of(order.options(), ratingRules.scale()),
                knowsItem,
                ChronoUnit.MICROS.between(Instant.EPOCH, undated));
    }

    private void settle(Order order, Settled settled, List<Rejection> rejections) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ledger.settle(connection, order.run(), settled, rejections);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void stopIfTold(Order order, long rows) {
        if (rows % LOOK_UP_EVERY == 0 && order.stopping().getAsBoolean()) {
            throw new StoppedException();
        }
    }
}
