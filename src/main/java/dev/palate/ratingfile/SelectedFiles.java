package dev.palate.ratingfile;

import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.FileSet;
import dev.palate.ratingfile.source.RatingFileException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a file set that are read: one with ratings, one with items, or both; or one with users. MovieLens' files are known by their
 * names; otherwise there must be one file of a known suffix.
 */
public record SelectedFiles(
        @Nullable FilePart ratings,
        @Nullable FilePart items,
        @Nullable FilePart users) {

    private static final List<String> MOVIELENS_RATINGS = List.of("u.data", "ratings.dat", "ratings.csv");
    private static final List<String> MOVIELENS_ITEMS = List.of("u.item", "movies.dat", "movies.csv");
    private static final List<String> SUFFIXES = List.of(
            ".csv", ".tsv", ".txt", ".dat", ".data", ".base", ".train", ".test", ".inter", ".ndjson", ".jsonl",
            ".json");

    /** What the caller expects in the file set. */
    public enum Content {
        /** Ratings, with the items of a MovieLens release. */
        RATINGS,
        /** Items alone. */
        ITEMS,
        /** Users alone. */
        USERS
    }

    /**
     * @throws RatingFileException if nothing fits, more than one file does, or the options are invalid
     */
    public static SelectedFiles of(FileSet files, ReadOptions options, Content content) {
        options.requireValid();
        List<FilePart> parts = files.parts();
        boolean open = options.text().format() == null;
        if (content == Content.USERS) {
            FilePart chosen = only(parts, part -> fits(part, parts, open));
            return new SelectedFiles(null, null, required(chosen, files, List.of()));
        }
        FilePart items = open ? only(parts, part -> MOVIELENS_ITEMS.contains(part.name())) : null;
        if (content == Content.ITEMS) {
            FilePart chosen = items != null ? items : only(parts, part -> fits(part, parts, open));
            return new SelectedFiles(null, required(chosen, files, MOVIELENS_ITEMS), null);
        }
        FilePart movieLens = open ? only(parts, part -> MOVIELENS_RATINGS.contains(part.name())) : null;
        FilePart ratings =
                movieLens != null || items != null ? movieLens : only(parts, part -> fits(part, parts, open));
        return new SelectedFiles(items == null ? required(ratings, files, MOVIELENS_RATINGS) : ratings, items, null);
    }

    /** How many bytes there are to read; for the progress of {@link RatingReader} and {@link RecordReader}. */
    public long size() {
        FilePart part = ratings != null ? ratings : users != null ? users : items;
        return part == null ? 0 : part.size();
    }

    private static boolean fits(FilePart part, List<FilePart> parts, boolean open) {
        boolean single = parts.size() == 1;
        boolean known = SUFFIXES.stream().anyMatch(part.name()::endsWith)
                && !part.name().startsWith("readme")
                && !part.name().startsWith("license");
        return known || (single && (!open || part.name().indexOf('.') < 0));
    }

    private static @Nullable FilePart only(List<FilePart> parts, Predicate<FilePart> fitting) {
        List<FilePart> candidates = parts.stream().filter(fitting).toList();
        if (candidates.size() > 1) {
            throw new RatingFileException("It is not clear which file to read: " + names(candidates) + ".");
        }
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    private static FilePart required(@Nullable FilePart part, FileSet files, List<String> movieLens) {
        if (part != null) {
            return part;
        }
        if (files.parts().stream().anyMatch(entry -> entry.name().equals("workbook.xml"))) {
            throw new RatingFileException(files.name() + " is an Excel workbook: save the sheet as CSV.");
        }
        String none =
                movieLens.isEmpty() ? "no file" : "none of " + String.join(", ", movieLens) + " and no other file";
        throw new RatingFileException(files.name() + " holds " + none + " that ends with " + String.join(", ", SUFFIXES)
                + "; it holds " + names(files.parts()) + ".");
    }

    private static List<String> names(List<FilePart> parts) {
        return parts.stream().map(FilePart::name).limit(20).toList();
    }
}
