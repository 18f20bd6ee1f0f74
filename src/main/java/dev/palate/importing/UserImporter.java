package dev.palate.importing;

import dev.palate.importing.FileImporter.Order;
import dev.palate.importing.ImportStore.Batch;
import dev.palate.importing.file.ImportedUsers;
import dev.palate.importing.file.ImportedUsers.Row;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ValueRange;
import dev.palate.rating.UserAttributes;
import dev.palate.rating.UserAttributes.Added;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.UserFormat;
import dev.palate.ratingfile.source.FilePart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports the users of a file, batch by batch; each batch is counted in the transaction that writes it. */
@Component
class UserImporter {

    private static final int BATCH = 1000;

    private final UserAttributes users;
    private final ImportStore store;
    private final ImportMetrics metrics;
    private final Clock clock;

    UserImporter(UserAttributes users, ImportStore store, ImportMetrics metrics, Clock clock) {
        this.users = users;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Reads the users of the file, if it has any, and writes nothing. */
    void check(Order order, Rejections rejections) {
        try (ImportedUsers file = open(order, rejections, 0)) {
            List<Row> batch;
            do {
                order.stopIfRequested(0);
                batch = file == null ? List.of() : file.next(BATCH);
                rejected(batch, users.overfull(ImportedUsers.together(batch))).forEach(rejections);
            } while (batch.size() == BATCH);
        }
    }

    /** Imports the users that follow the lines that earlier attempts have processed. */
    void run(Order order, Rejections rejections) {
        Instant begun = clock.instant();
        try (ImportedUsers file =
                open(order, rejections, order.earlier().position().linesDone())) {
            if (file == null) {
                return;
            }
            int size;
            do {
                order.stopIfRequested(0);
                long before = rejections.count();
                List<Row> rows = file.next(BATCH);
                size = rows.size();
                Filled filled = new Filled(
                        rows,
                        rejections.count() - before,
                        rejections.drain(),
                        new ImportProgress.Position(file.line(), file.bytes(), 0));
                write(order, filled, rejections, begun);
            } while (size == BATCH);
        }
    }

    /** Writes a batch in the fenced transaction that counts it. */
    private void write(Order order, Filled filled, Rejections rejections, Instant begun) {
        double seconds = order.earlier().seconds()
                + Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        AtomicReference<ImportProgress.Rows> written = new AtomicReference<>(filled.counts(0, 0));
        order.attempt().write(() -> {
            Added added = users.addAll(ImportedUsers.together(filled.rows), order.begunAt());
            List<RejectedLine> overfull = rejected(filled.rows, added.overfull());
            ImportProgress.Rows counts = filled.counts(added.written(), overfull.size());
            List<RejectedLine> lines = new ArrayList<>(filled.rejected);
            overfull.stream().limit(rejections.room()).forEach(lines::add);
            Batch batch = new Batch(counts, 0, filled.end, ValueRange.EMPTY, lines);
            if (store.recordUsers(order.attempt().job(), batch, seconds)) {
                order.attempt().markAdvanced();
            }
            written.set(counts);
        });
        ImportProgress.Rows counts = Objects.requireNonNull(written.get());
        rejections.add(counts.rejected() - filled.rejectedCount);
        metrics.count(counts);
    }

    private static List<RejectedLine> rejected(List<Row> rows, Set<String> overfull) {
        return rows.stream()
                .filter(row -> overfull.contains(row.userId()))
                .map(Row::overfull)
                .toList();
    }

    private static @Nullable ImportedUsers open(Order order, Rejections rejections, long linesDone) {
        FilePart part = order.file().selected().users();
        UserFormat format = order.file().userFormat();
        return part == null || format == null ? null : ImportedUsers.open(part, format, rejections, linesDone);
    }

    /** A batch before it is written. */
    private record Filled(
            List<Row> rows, long rejectedCount, List<RejectedLine> rejected, ImportProgress.Position end) {

        ImportProgress.Rows counts(int written, int overfull) {
            return new ImportProgress.Rows(
                    rows.size() + rejectedCount,
                    written,
                    rows.size() - written - overfull,
                    rejectedCount + overfull,
                    0);
        }
    }
}
