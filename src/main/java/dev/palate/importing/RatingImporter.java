package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.importing.ImportLedger.Run;
import dev.palate.importing.ImportLedger.Settled;
import dev.palate.importing.MergePipeline.Batch;
import dev.palate.importing.RatingLines.Rules;
import dev.palate.rating.RatingScale;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

    private final DataSource dataSource;
    private final Catalogue catalogue;
    private final RatingScale scale;
    private final ImportLedger ledger;
    private final ImportSettings settings;
    private final Clock clock;

    RatingImporter(
            DataSource dataSource,
            Catalogue catalogue,
            RatingScale scale,
            ImportLedger ledger,
            ImportSettings settings,
            Clock clock) {
        this.dataSource = dataSource;
        this.catalogue = catalogue;
        this.scale = scale;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
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
            Rules rules =
                    rules(order, id -> fresh.contains(id) || known.find(id).isPresent());
            try (RatingLines lines =
                    new RatingLines(content.ratings(), content.ratingSyntax(), new ByteCount(), rules, rejections)) {
                while (lines.next((user, item, value, micros) -> {})) {
                    stopIfTold(order, ++rows);
                }
            }
        }
        if (rejections.count() > 0) {
            settle(order, new Settled(rows + rejections.count(), 0, 0, rejections.count(), 0, 0), rejections.drain());
            throw new UnreadableFileException(
                    rejections.count() + " lines cannot be imported and the import is strict: nothing was written.");
        }
    }

    /** @return how many lines were rejected */
    private long importItems(Order order, ImportContent content) throws IOException, SQLException {
        Rejections rejections = new Rejections(0);
        List<Item> items = items(content, rejections);
        int written = items.isEmpty() ? 0 : catalogue.putAll(items);
        settle(order, new Settled(0, 0, written, rejections.count(), 0, 0), rejections.drain());
        return rejections.count();
    }

    private static List<Item> items(ImportContent content, Rejections rejections) throws IOException {
        return content.items() == null ? List.of() : ItemFile.read(content.items(), rejections);
    }

    private void importRatings(Order order, Part part, RatingSyntax syntax, Rejections rejections)
            throws IOException, SQLException {
        CatalogueSnapshot known = catalogue.snapshot();
        Rules rules = rules(
                order,
                order.options().createsItems()
                        ? id -> true
                        : id -> known.find(id).isPresent());
        long rejectedBefore = rejections.count();
        ByteCount bytes = new ByteCount();
        try (RatingLines lines = new RatingLines(part, syntax, bytes, rules, rejections);
                MergePipeline pipeline = new MergePipeline(
                        dataSource, ledger, order.run(), order.options().createsItems())) {
            lines.skipTo(order.before().linesDone());
            long good = order.before().rowsRead();
            int staged;
            do {
                StagingCopy copy = pipeline.next();
                staged = fill(copy, lines, order);
                good += staged;
                long rows = good + rejections.count() - rejectedBefore;
                pipeline.submit(new Batch(
                        lines.isDated(), rows, rejections.count(), lines.number(), bytes.get(), rejections.drain()));
            } while (staged == settings.batchRows());
            pipeline.finish();
        }
    }

    private int fill(StagingCopy copy, RatingLines lines, Order order) throws IOException {
        do {
            stopIfTold(order, copy.rows());
        } while (copy.rows() < settings.batchRows() && lines.next(copy::add));
        return copy.rows();
    }

    private Rules rules(Order order, Predicate<String> knowsItem) {
        Instant now = clock.instant();
        return new Rules(
                scale,
                ScaleMapping.of(order.options(), scale),
                knowsItem,
                micros(now),
                micros(now.plus(Duration.ofDays(1))));
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

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * TimestampFormat.SECOND + instant.getNano() / 1000;
    }
}
