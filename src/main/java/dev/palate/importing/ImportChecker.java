package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueFullException;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.importing.ImportCheck.Sample;
import dev.palate.importing.ImportCheck.SampleInteraction;
import dev.palate.importing.ImportCheck.SampleRating;
import dev.palate.importing.ImportCheck.SampleUser;
import dev.palate.importing.file.Detected;
import dev.palate.importing.file.FileRows;
import dev.palate.importing.file.FileRows.Rules;
import dev.palate.importing.file.FileTypes;
import dev.palate.importing.file.FileTypes.FoundType;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportSource;
import dev.palate.importing.file.ImportedItems;
import dev.palate.importing.file.ImportedUsers;
import dev.palate.importing.file.ImportedUsers.Row;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ServerPaths;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.importing.file.ValueRange;
import dev.palate.rating.RatingScale;
import dev.palate.rating.bulk.EventSpan;
import dev.palate.ratingfile.Inspection;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.UserFormat;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads the first rows of a file as an import would, and writes nothing. */
@Service
public class ImportChecker {

    private static final int CHECKED_ROWS = 1000;
    private static final int SHOWN_ROWS = 10;
    private static final int MOST_TYPES = 50;
    /** Characters; a longer text is hardly a type, and is shown by its beginning. */
    private static final int LONGEST_TYPE = 200;

    private final Catalogue catalogue;
    private final RowOpener opener;
    private final RatingScale scale;
    private final Uploads uploads;
    private final ImportSettings settings;

    ImportChecker(Catalogue catalogue, RowOpener opener, RatingScale scale, Uploads uploads, ImportSettings settings) {
        this.catalogue = catalogue;
        this.opener = opener;
        this.scale = scale;
        this.uploads = uploads;
        this.settings = settings;
    }

    /**
     * Checks what a client sends.
     *
     * @throws NoSpaceException if the disk cannot hold it
     */
    public ImportCheck check(Uploads.Upload upload, ImportOptions options) {
        Path file = uploads.store(upload);
        try {
            return check(new ImportSource(upload.name(), file, true), options);
        } finally {
            uploads.delete(file);
        }
    }

    /**
     * Checks a file or folder of the server.
     *
     * @param path below the configured root
     * @throws UnreadableFileException if there is no such file
     */
    public ImportCheck check(String path, ImportOptions options) {
        return check(new ImportSource(path, ServerPaths.resolve(settings.root(), path), false), options);
    }

    private ImportCheck check(ImportSource source, ImportOptions options) {
        try (OpenedFile file = OpenedFile.open(source, options, settings.maximumExpansion())) {
            return check(file, options);
        } catch (RatingFileException | IOException e) {
            return failed(null, e);
        }
    }

    private ImportCheck check(OpenedFile file, ImportOptions options) throws IOException {
        Inspection preview = file.preview();
        try {
            return new Check(file, options).run(preview);
        } catch (RatingFileException | UnreadableFileException | CatalogueFullException e) {
            return failed(preview, e);
        }
    }

    private static ImportCheck failed(@Nullable Inspection preview, Exception e) {
        return new ImportCheck(null, preview, Sample.EMPTY, List.of(), List.of(String.valueOf(e.getMessage())));
    }

    /** Ends the reading of a file in which row after row is rejected. */
    private static final class EnoughRowsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EnoughRowsException() {
            super(null, null, false, false);
        }
    }

    /** One check of one file. */
    private final class Check {

        private final OpenedFile file;
        private final ImportOptions options;
        private final Rejections rejections = new Rejections(0, Check::stopAfterSample);
        private final FileTypes types;
        private final List<SampleRating> ratings = new ArrayList<>();
        private final List<SampleInteraction> interactions = new ArrayList<>();
        private final List<SampleUser> users = new ArrayList<>();
        private List<FoundType> foundTypes = List.of();
        private List<Item> shownItems = List.of();
        private ValueRange seen = ValueRange.EMPTY;
        private ValueRange accepted = ValueRange.EMPTY;
        private long valid;
        private long ignored;

        Check(OpenedFile file, ImportOptions options) {
            this.file = file;
            this.options = options;
            this.types = opener.types(options);
        }

        private static void stopAfterSample(long rejected) {
            if (rejected >= CHECKED_ROWS) {
                throw new EnoughRowsException();
            }
        }

        ImportCheck run(@Nullable Inspection preview) throws IOException {
            Detected detected = file.detect();
            Set<String> items = items();
            long rejectedItems = rejections.count();
            readRows(items);
            readUsers();
            long rejectedRows = rejections.count() - rejectedItems;
            List<Rejection> rejected =
                    rejections.drain().stream().map(Check::rejection).toList();
            ImportProgress progress = new ImportProgress(
                    new ImportProgress.Items(items.size(), 0, 0),
                    new ImportProgress.Rows(valid + rejectedRows + ignored, valid, 0, rejections.count(), ignored),
                    new ImportProgress.Position(0, 0, 0),
                    accepted,
                    0);
            ImportReview review = ImportReview.of(progress, file, rejected, scale);
            return new ImportCheck(
                    detected,
                    preview,
                    new Sample(
                            ratings,
                            interactions,
                            foundTypes,
                            shownItems,
                            users,
                            items.size(),
                            valid + rejectedRows + ignored,
                            rejections.count(),
                            seen.isEmpty() ? null : seen.lowest(),
                            seen.isEmpty() ? null : seen.highest()),
                    rejected.stream().limit(SHOWN_ROWS).toList(),
                    review.warnings());
        }

        /** The ids of all items, or none if there are enough faulty ones. */
        private Set<String> items() {
            FilePart part = file.selected().items();
            ItemFormat format = file.itemFormat();
            if (part == null || format == null) {
                return Set.of();
            }
            try (ImportedItems items = ImportedItems.open(part, format, rejections, 0, catalogue.memory())) {
                List<ImportedItems.Row> rows = items.next(SHOWN_ROWS);
                shownItems = rows.stream().map(ImportedItems.Row::item).toList();
                for (; !rows.isEmpty(); rows = items.next(CHECKED_ROWS)) {
                    rejectOverfull(rows);
                }
                return items.ids();
            } catch (EnoughRowsException e) {
                return Set.of();
            }
        }

        private void rejectOverfull(List<ImportedItems.Row> rows) {
            Set<String> overfull = catalogue.overfull(
                    rows.stream().map(ImportedItems.Row::item).toList());
            rows.stream()
                    .filter(row -> overfull.contains(row.item().id()))
                    .forEach(row -> rejections.accept(row.overfull()));
        }

        private void readRows(Set<String> newItems) throws IOException {
            FilePart part = file.selected().ratings();
            RatingFormat format = file.ratingFormat();
            if (part == null || format == null) {
                return;
            }
            CatalogueSnapshot known = catalogue.snapshot();
            Rules rules = opener.rules(id -> options.createsItems()
                    || newItems.contains(id)
                    || known.find(id).isPresent());
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), rejections)) {
                FileRows rows = opener.open(reader, options, rules);
                try {
                    while (valid + rejections.count() + rows.ignored() < CHECKED_ROWS && rows.next(this::add)) {}
                } catch (EnoughRowsException e) {
                    // The sample is complete.
                }
                ignored = rows.ignored();
                seen = rows.seen();
                accepted = rows.accepted();
            }
            if (options.interactions() && options.type() == null) {
                foundTypes = types.describe(typeCounts(part, format));
            }
        }

        private void readUsers() {
            FilePart part = file.selected().users();
            UserFormat format = file.userFormat();
            if (part == null || format == null) {
                return;
            }
            try (ImportedUsers found = ImportedUsers.open(part, format, rejections, 0)) {
                List<Row> rows = found.next(1);
                for (; !rows.isEmpty() && valid + rejections.count() < CHECKED_ROWS; rows = found.next(1)) {
                    valid++;
                    if (users.size() < SHOWN_ROWS) {
                        users.add(
                                new SampleUser(rows.get(0).userId(), rows.get(0).attributes()));
                    }
                }
            } catch (EnoughRowsException e) {
                // The sample is complete.
            }
        }

        /** How often each type is in the first rows, whatever else these rows contain, the most frequent first. */
        private Map<String, Long> typeCounts(FilePart part, RatingFormat format) {
            Map<String, Long> counts = new HashMap<>();
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), line -> {})) {
                for (int row = 0; row < CHECKED_ROWS && reader.next(); row++) {
                    counts.merge(beginning(reader.typeText()), 1L, Long::sum);
                }
            }
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_TYPES)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        }

        private static String beginning(String text) {
            return text.length() <= LONGEST_TYPE
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_TYPE / 2));
        }

        private void add(String userId, String itemId, int type, float value, EventSpan when) {
            valid++;
            Instant time = Instant.EPOCH.plus(when.micros(), ChronoUnit.MICROS);
            if (options.interactions() && interactions.size() < SHOWN_ROWS) {
                Float shown = Float.isNaN(value) ? null : Float.valueOf(value);
                interactions.add(new SampleInteraction(userId, itemId, types.name(type), shown, time));
            } else if (!options.interactions() && ratings.size() < SHOWN_ROWS) {
                ratings.add(new SampleRating(userId, itemId, value, time));
            }
        }

        private static Rejection rejection(RejectedLine line) {
            return new Rejection(line.file(), line.line(), line.text(), line.reason());
        }
    }
}
