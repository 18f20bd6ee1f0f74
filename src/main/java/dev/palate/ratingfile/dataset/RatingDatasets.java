package dev.palate.ratingfile.dataset;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.newitem.ItemDescription;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.ItemLists;
import dev.palate.ratingfile.ItemRecord;
import dev.palate.ratingfile.RatingFormat;
import dev.palate.ratingfile.RatingReader;
import dev.palate.ratingfile.ReadOptions;
import dev.palate.ratingfile.ReadOptions.InteractionColumns;
import dev.palate.ratingfile.RecordReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.SelectedFiles;
import dev.palate.ratingfile.SelectedFiles.Content;
import dev.palate.ratingfile.dataset.RatingTable.Numbering;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.FileSet;
import dev.palate.ratingfile.source.RatingFileException;
import java.nio.file.Path;
import java.util.EnumMap;
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

    private static final ReadOptions IMPLICIT = new ReadOptions(
            ReadOptions.NONE.text(),
            ReadOptions.NONE.ratingColumns(),
            ReadOptions.NONE.itemColumns(),
            new InteractionColumns(null, null, true),
            null);

    private static final char UNDECODABLE = '\uFFFD';

    private final Numbering users = new Numbering();
    private final Numbering items = new Numbering();

    private final Progress progress;

    private RatingDatasets(Progress progress) {
        this.progress = progress;
    }

    /** Receives which file is read, and how far. */
    @FunctionalInterface
    public interface Progress {

        /** Called before a file is read; {@code read} counts its bytes meanwhile, of {@code size} or, if that is unknown, -1. */
        void onFile(Path file, long size, BytesRead read);
    }

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
        return readTogether(paths, (file, size, read) -> {});
    }

    /** The same; all files have lists {@code user item item ...}, or none has. */
    public static List<RatingDataset> readTogether(List<Path> paths, Progress progress) {
        RatingDatasets reading = new RatingDatasets(progress);
        boolean lists = areLists(paths);
        List<Table> tables =
                paths.stream().map(path -> reading.table(path, lists)).toList();
        Numbering.Order userOrder = reading.users.order();
        Numbering.Order itemOrder = reading.items.order();
        return tables.stream()
                .map(table -> new RatingDataset(
                        table.ratings().timed(userOrder, itemOrder),
                        userOrder.ids(),
                        itemOrder.ids(),
                        table.fields().values(),
                        table.fields().times(),
                        categories(table.descriptions(), itemOrder.ids()),
                        descriptions(table.descriptions(), itemOrder.ids())))
                .toList();
    }

    /** Files that could be both follow the others; alone they are ratings. */
    private static boolean areLists(List<Path> paths) {
        Map<ItemLists.Kind, Path> kinds = new EnumMap<>(ItemLists.Kind.class);
        for (Path path : paths) {
            kinds.putIfAbsent(withRatings(path, (part, items) -> ItemLists.kind(part)), path);
        }
        Path lists = kinds.get(ItemLists.Kind.LISTS);
        Path ratings = kinds.get(ItemLists.Kind.RATINGS);
        if (lists != null && ratings != null) {
            throw new RatingFileException(lists + " has lines 'user item item ...', but " + ratings
                    + " has ratings: all files of a split must have the same form");
        }
        return lists != null;
    }

    /** Which optional fields all records of a file have. */
    private record Fields(boolean values, boolean times) {}

    private record Table(
            RatingTable ratings, Fields fields, @Nullable Map<String, ItemDescription> descriptions) {}

    /** Does something with the part that has ratings and, if there is one, that of a MovieLens release that has items. */
    private interface PartReader<T> {

        T read(FilePart ratings, @Nullable FilePart items);
    }

    private static <T> T withRatings(Path path, PartReader<T> reader) {
        try (FileSet files = FileSet.open(path, path.toString(), FileSet.MAXIMUM_EXPANSION)) {
            SelectedFiles selected = SelectedFiles.of(files, ReadOptions.NONE, Content.RATINGS);
            FilePart part = selected.ratings();
            if (part == null) {
                throw new RatingFileException(path + " holds no ratings");
            }
            return reader.read(part, selected.items());
        }
    }

    private Table table(Path path, boolean lists) {
        return withRatings(path, (part, items) -> {
            BytesRead bytes = new BytesRead();
            progress.onFile(path, part.size(), bytes);
            RatingTable ratings = new RatingTable();
            Fields fields = lists ? readLists(part, bytes, ratings) : readRecords(path, part, bytes, ratings);
            if (ratings.size() == 0) {
                throw new RatingFileException(path + " holds no ratings");
            }
            return new Table(ratings, fields, items == null ? null : descriptions(items));
        });
    }

    private Fields readLists(FilePart part, BytesRead bytes, RatingTable target) {
        ItemLists.read(part, bytes, new ItemLists.Visitor() {
            private int user;

            @Override
            public void user(String id, long line) {
                user = users.of(id);
            }

            @Override
            public void item(String id, long line) {
                target.add(user, items.of(id), 1, 0);
            }
        });
        return new Fields(false, false);
    }

    private Fields readRecords(Path path, FilePart part, BytesRead bytes, RatingTable target) {
        boolean hasTimes = true;
        Recognised recognised = recognise(part);
        try (RatingReader ratings =
                RatingReader.open(part, recognised.format, bytes, line -> fail(path, line, recognised.values))) {
            while (ratings.next()) {
                float value = recognised.values ? (float) ratings.value() : 1;
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
        return new Fields(recognised.values, hasTimes);
    }

    private record Recognised(RatingFormat format, boolean values) {}

    /** A file of users, items and possibly times, counts or weights, without any other column, is implicit data. */
    private static Recognised recognise(FilePart part) {
        try {
            return new Recognised(RatingFormat.detect(part, ReadOptions.NONE), true);
        } catch (RatingFileException e) {
            Optional<RatingFormat> implicit = implicit(part);
            return new Recognised(implicit.orElseThrow(() -> e), false);
        }
    }

    private static Optional<RatingFormat> implicit(FilePart part) {
        try {
            return Optional.of(RatingFormat.detect(part, IMPLICIT)).filter(RatingFormat::usesAllColumns);
        } catch (RatingFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isInvalid(String id) {
        return id.isEmpty() || id.indexOf(UNDECODABLE) >= 0;
    }

    private static void fail(Path path, RejectedLine line, boolean values) {
        throw new RatingFileException(path + ", line " + line.line() + ": expected 'user item "
                + (values ? "rating " : "") + "[timestamp]', found '" + line.text() + "': it " + line.reason());
    }

    private static RatingFileException invalid(Path path, RatingReader ratings, String reason) {
        return new RatingFileException(path + ", line " + ratings.line() + ": " + reason);
    }

    private static Map<String, ItemDescription> descriptions(FilePart part) {
        Map<String, ItemDescription> descriptions = new HashMap<>();
        ItemFormat format = ItemFormat.detect(part, ReadOptions.NONE);
        try (RecordReader<ItemRecord> items = RecordReader.ofItems(part, format, new BytesRead(), ignored -> {})) {
            for (ItemRecord item = items.next(); item != null; item = items.next()) {
                descriptions.put(item.id(), new ItemDescription(item.title(), item.year(), item.categories()));
            }
        }
        return descriptions;
    }

    private static Optional<List<ItemDescription>> descriptions(
            @Nullable Map<String, ItemDescription> known, IdIndex items) {
        return known == null
                ? Optional.empty()
                : Optional.of(items.ids().stream()
                        .map(id -> known.getOrDefault(id, ItemDescription.NONE))
                        .toList());
    }

    private static Optional<ItemCategories> categories(@Nullable Map<String, ItemDescription> known, IdIndex items) {
        return descriptions(known, items)
                .map(all -> ItemCategories.of(
                        all.stream().map(ItemDescription::categories).toList()));
    }
}
