package dev.palate.importing;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueFullException;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.importing.ImportCheck.Sample;
import dev.palate.importing.ImportCheck.SampleRating;
import dev.palate.importing.file.Detected;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.ImportSource;
import dev.palate.importing.file.ImportedItems;
import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.RatingRows;
import dev.palate.importing.file.RatingRows.Rules;
import dev.palate.importing.file.Rejections;
import dev.palate.importing.file.ScaleMapping;
import dev.palate.importing.file.ServerPaths;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.importing.file.ValueRange;
import dev.palate.rating.RatingRules;
import dev.palate.ratingfile.Inspection;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads the first rows of a file as an import would, and writes nothing. */
@Service
public class ImportChecker {

    private static final int CHECKED_ROWS = 1000;
    private static final int SHOWN_ROWS = 10;

    private final Catalogue catalogue;
    private final RatingRules ratingRules;
    private final Uploads uploads;
    private final ImportSettings settings;

    ImportChecker(Catalogue catalogue, RatingRules ratingRules, Uploads uploads, ImportSettings settings) {
        this.catalogue = catalogue;
        this.ratingRules = ratingRules;
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
        } catch (RatingFileException | CatalogueFullException e) {
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
        private final List<SampleRating> ratings = new ArrayList<>();
        private List<Item> shownItems = List.of();
        private ValueRange seen = ValueRange.EMPTY;
        private ValueRange accepted = ValueRange.EMPTY;
        private long valid;

        Check(OpenedFile file, ImportOptions options) {
            this.file = file;
            this.options = options;
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
            readRatings(items);
            long rejectedRatings = rejections.count() - rejectedItems;
            List<Rejection> rejected =
                    rejections.drain().stream().map(Check::rejection).toList();
            ImportProgress progress = new ImportProgress(
                    new ImportProgress.Items(items.size(), 0, 0),
                    new ImportProgress.Rows(valid + rejectedRatings, valid, 0, rejections.count()),
                    new ImportProgress.Position(0, 0, 0),
                    accepted,
                    0);
            ImportReview review = ImportReview.of(progress, file, rejected, ratingRules.scale());
            return new ImportCheck(
                    detected,
                    preview,
                    new Sample(
                            ratings,
                            shownItems,
                            valid + rejectedRatings,
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
                shownItems = items.next(SHOWN_ROWS);
                while (!items.next(CHECKED_ROWS).isEmpty()) {}
                return items.ids();
            } catch (EnoughRowsException e) {
                return Set.of();
            }
        }

        private void readRatings(Set<String> newItems) throws IOException {
            FilePart part = file.selected().ratings();
            RatingFormat format = file.ratingFormat();
            if (part == null || format == null) {
                return;
            }
            CatalogueSnapshot known = catalogue.snapshot();
            Rules rules = new Rules(
                    ratingRules,
                    ScaleMapping.of(options, ratingRules.scale()),
                    id -> options.createsItems()
                            || newItems.contains(id)
                            || known.find(id).isPresent(),
                    ratingRules.now());
            try (RatingReader reader = RatingReader.open(part, format, new BytesRead(), rejections)) {
                RatingRows rows = new RatingRows(reader, rules);
                try {
                    while (valid + rejections.count() < CHECKED_ROWS && rows.next(this::add)) {
                        valid++;
                    }
                } catch (EnoughRowsException e) {
                    // The sample is complete.
                }
                seen = rows.seen();
                accepted = rows.accepted();
            }
        }

        private void add(String userId, String itemId, float value, long micros) {
            if (ratings.size() < SHOWN_ROWS) {
                ratings.add(new SampleRating(userId, itemId, value, Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
            }
        }

        private static Rejection rejection(RejectedLine line) {
            return new Rejection(line.file(), line.line(), line.text(), line.reason());
        }
    }
}
