package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.ItemField;
import dev.palate.catalogue.WrittenItems;
import dev.palate.importing.file.FileRows;
import dev.palate.importing.file.FileRows.Rules;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportedItems;
import dev.palate.importing.file.ImportedItems.Row;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.job.Attempt;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports the content of one file: first its items, then its ratings, interactions or users, batch by batch. A committed batch remains if
 * the attempt ends early, and the next attempt continues after it. With {@code strict} the whole file is checked before anything is
 * written.
 */
@Component
class FileImporter {

    private static final int CHECK_STOP_EVERY = 1024;
    private static final int ITEM_BATCH = 1000;

    private final Catalogue catalogue;
    private final RowOpener opener;
    private final RowImporter rows;
    private final UserImporter users;
    private final ImportStore store;

    FileImporter(Catalogue catalogue, RowOpener opener, RowImporter rows, UserImporter users, ImportStore store) {
        this.catalogue = catalogue;
        this.opener = opener;
        this.rows = rows;
        this.users = users;
        this.store = store;
    }

    /**
     * One attempt of an import.
     *
     * @param number of the import, which the interactions that it creates refer to
     * @param earlier what earlier attempts have committed
     * @param begunAt users that were erased since then are not written
     */
    record Order(
            Attempt attempt,
            int number,
            ImportOptions options,
            OpenedFile file,
            ImportProgress earlier,
            Instant begunAt) {

        boolean continuesEarlierBatches() {
            return earlier.position().linesDone() > 0;
        }

        /**
         * @param rows that were read; the request is looked up for some of them
         * @throws CancellationException if the attempt is requested to stop
         */
        void stopIfRequested(long rows) {
            if (rows % CHECK_STOP_EVERY == 0 && attempt.isStopRequested()) {
                throw new CancellationException("the attempt is requested to stop");
            }
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
        users.run(order, rejections);
        FilePart ratings = order.file().selected().ratings();
        RatingFormat format = order.file().ratingFormat();
        if (ratings != null && format != null) {
            rows.run(order, ratings, format, rejections);
        }
        catalogue.refresh();
    }

    private void requireAllValid(Order order) throws IOException {
        Rejections rejections = rejections(order, 0);
        users.check(order, rejections);
        Set<String> fresh = allItems(order, rejections);
        CatalogueSnapshot known = catalogue.snapshot();
        FilePart part = order.file().selected().ratings();
        RatingFormat format = order.file().ratingFormat();
        if (part != null && format != null) {
            Rules rules = opener.rules(id -> order.options().createsItems()
                    || fresh.contains(id)
                    || known.find(id).isPresent());
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), rejections)) {
                FileRows found = opener.open(reader, order.options(), rules);
                for (long row = 1; found.next((user, item, type, value, when) -> {}); row++) {
                    order.stopIfRequested(row);
                }
            }
        }
        if (rejections.count() > 0) {
            record(order, List.of(), 1, rejections);
            throw new UnreadableFileException(
                    rejections.count() + " rows cannot be imported, and the import is strict.");
        }
    }

    /** The ids of all items of the file. */
    private Set<String> allItems(Order order, Rejections rejections) {
        try (ImportedItems items = open(order, rejections, 0)) {
            if (items == null) {
                return Set.of();
            }
            List<Row> batch = items.next(ITEM_BATCH);
            for (; !batch.isEmpty(); batch = items.next(ITEM_BATCH)) {
                order.stopIfRequested(0);
                rejected(batch, catalogue.overfull(items(batch))).forEach(rejections);
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
            List<Row> batch;
            do {
                order.stopIfRequested(0);
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
    private void record(Order order, List<Row> rows, long line, Rejections rejections) {
        List<RejectedLine> kept = rejections.drain();
        AtomicInteger overfull = new AtomicInteger();
        order.attempt().write(() -> {
            WrittenItems written =
                    catalogue.putAll(items(rows), given(order.file().itemFormat()));
            List<RejectedLine> refused = rejected(rows, written.overfull());
            List<RejectedLine> lines = new ArrayList<>(kept);
            refused.stream().limit(rejections.room()).forEach(lines::add);
            ImportProgress.Items counts =
                    new ImportProgress.Items(written.changed(), rows.size() - refused.size() - written.changed(), line);
            if (store.recordItems(order.attempt().job(), counts, rejections.count() + refused.size(), lines)) {
                order.attempt().markAdvanced();
            }
            overfull.set(refused.size());
        });
        rejections.add(overfull.get());
    }

    private static List<Item> items(List<Row> rows) {
        return rows.stream().map(Row::item).toList();
    }

    private static List<RejectedLine> rejected(List<Row> rows, Set<String> overfull) {
        return rows.stream()
                .filter(row -> overfull.contains(row.item().id()))
                .map(Row::overfull)
                .toList();
    }

    /** The fields that the file has. */
    private static Set<ItemField> given(@Nullable ItemFormat format) {
        return format == null
                ? Set.of()
                : format.details().stream()
                        .map(kind -> ItemField.valueOf(kind.name()))
                        .collect(Collectors.toSet());
    }

    private static Rejections rejections(Order order, long earlier) {
        return new Rejections(earlier, order::stopIfRequested);
    }
}
