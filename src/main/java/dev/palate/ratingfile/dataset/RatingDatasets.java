package dev.palate.ratingfile.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.ItemReader;
import dev.palate.ratingfile.ItemRecord;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.ReadOptions;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.SelectedFiles;
import dev.palate.ratingfile.SelectedFiles.Content;
import dev.palate.ratingfile.dataset.RatingTable.Numbering;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.FileSet;
import dev.palate.ratingfile.source.RatingFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole rating files in any known format. Of several ratings of one item by one user the last one counts. A record that
 * cannot be read is an error, because figures of a part of the data would mislead.
 */
public final class RatingDatasets {

    private static final char UNDECODABLE = '\uFFFD';

    private final Numbering users = new Numbering();
    private final Numbering items = new Numbering();

    private RatingDatasets() {}

    /**
     * Reads a rating file, or the one in a MovieLens folder or archive, and the categories of its items if there are any.
     *
     * @throws RatingFileException if there is none, or a record is not a rating
     */
    public static RatingDataset read(Path path) {
        return readTogether(List.of(path)).get(0);
    }

    /** Reads several files that share one numbering of users and items: rows and columns of all results are the same. */
    public static List<RatingDataset> readTogether(List<Path> paths) {
        RatingDatasets reading = new RatingDatasets();
        List<Table> tables = paths.stream().map(reading::table).toList();
        Numbering.Order userOrder = reading.users.order();
        Numbering.Order itemOrder = reading.items.order();
        return tables.stream()
                .map(table -> new RatingDataset(
                        table.ratings().timed(userOrder, itemOrder),
                        userOrder.ids(),
                        itemOrder.ids(),
                        table.hasTimes(),
                        categories(table.genres(), itemOrder.ids())))
                .toList();
    }

    private record Table(
            RatingTable ratings, boolean hasTimes, @Nullable Map<String, List<String>> genres) {}

    private Table table(Path path) {
        try (FileSet files = FileSet.open(path, path.toString(), FileSet.MAXIMUM_EXPANSION)) {
            SelectedFiles selected = SelectedFiles.of(files, ReadOptions.NONE, Content.RATINGS);
            FilePart part = selected.ratings();
            if (part == null) {
                throw new RatingFileException(path + " holds no ratings");
            }
            RatingTable ratings = new RatingTable();
            boolean hasTimes = read(path, part, ratings);
            if (ratings.size() == 0) {
                throw new RatingFileException(path + " holds no ratings");
            }
            return new Table(ratings, hasTimes, selected.items() == null ? null : genres(selected.items()));
        }
    }

    private boolean read(Path path, FilePart part, RatingTable target) {
        boolean hasTimes = true;
        RatingFormat format = RatingFormat.detect(part, ReadOptions.NONE);
        try (RatingReader ratings = RatingReader.open(part, format, new BytesRead(), line -> fail(path, line))) {
            while (ratings.next()) {
                float value = (float) ratings.value();
                if (!Float.isFinite(value)) {
                    throw invalid(path, ratings, "not a number: '" + ratings.valueText() + "'");
                }
                if (isInvalid(ratings.userId()) || isInvalid(ratings.itemId())) {
                    throw invalid(path, ratings, "an id is empty or not UTF-8");
                }
                hasTimes &= ratings.hasTime();
                target.add(users.of(ratings.userId()), items.of(ratings.itemId()), value, ratings.micros());
            }
        }
        return hasTimes;
    }

    private static boolean isInvalid(String id) {
        return id.isEmpty() || id.indexOf(UNDECODABLE) >= 0;
    }

    private static void fail(Path path, RejectedLine line) {
        throw new RatingFileException(path + ", line " + line.line()
                + ": expected 'user item rating [timestamp]', found '" + line.text() + "': it " + line.reason());
    }

    private static RatingFileException invalid(Path path, RatingReader ratings, String reason) {
        return new RatingFileException(path + ", line " + ratings.line() + ": " + reason);
    }

    private static Map<String, List<String>> genres(FilePart part) {
        Map<String, List<String>> genres = new HashMap<>();
        ItemFormat format = ItemFormat.detect(part, ReadOptions.NONE);
        try (ItemReader items = ItemReader.open(part, format, new BytesRead(), ignored -> {})) {
            for (ItemRecord item = items.next(); item != null; item = items.next()) {
                genres.put(item.id(), item.categories());
            }
        }
        return genres;
    }

    private static Optional<ItemCategories> categories(@Nullable Map<String, List<String>> genres, IdIndex items) {
        return genres == null
                ? Optional.empty()
                : Optional.of(ItemCategories.of(items.ids().stream()
                        .map(id -> genres.getOrDefault(id, List.of()))
                        .toList()));
    }
}
