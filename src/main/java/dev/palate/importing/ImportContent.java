package dev.palate.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container holds that can be imported: a file of items, one of ratings, or both. */
record ImportContent(
        @Nullable Part items,
        @Nullable ItemSyntax itemSyntax,
        @Nullable Part ratings,
        @Nullable RatingSyntax ratingSyntax) {

    /**
     * @throws UnreadableFileException if there is neither, or more than one of a kind
     */
    static ImportContent of(List<Part> parts, ImportOptions options) {
        boolean auto = options.format() == null || options.format().equalsIgnoreCase("auto");
        Part items = auto
                ? only(parts.stream()
                        .filter(part -> ItemSyntax.of(part) != null)
                        .toList())
                : null;
        Part movieLens = auto
                ? only(parts.stream()
                        .filter(part -> RatingSyntax.ofMovieLens(part) != null)
                        .toList())
                : null;
        boolean asMovieLens = movieLens != null && (items != null || options.equals(plain(options)));
        Part ratings = asMovieLens || items != null ? movieLens : ownRatings(parts, options);
        if (items == null && ratings == null) {
            throw new UnreadableFileException("There is no file of items or ratings among "
                    + parts.stream().map(Part::name).limit(20).toList()
                    + "; expected are MovieLens' own file names, or one .csv or .ndjson file.");
        }
        return new ImportContent(
                items,
                items == null ? null : ItemSyntax.of(items),
                ratings,
                ratings == null ? null : syntax(ratings, asMovieLens, options, parts.size() == 1));
    }

    /** What {@link ByteCount} counts until the end. */
    long size() {
        return ratings == null ? (items == null ? 0 : items.size()) : ratings.size();
    }

    private static @Nullable Part ownRatings(List<Part> parts, ImportOptions options) {
        boolean only = parts.size() == 1;
        return only(parts.stream()
                .filter(part -> RatingSyntax.of(part, options, only) != null)
                .toList());
    }

    private static @Nullable RatingSyntax syntax(Part part, boolean movieLens, ImportOptions options, boolean only) {
        return movieLens ? RatingSyntax.ofMovieLens(part) : RatingSyntax.of(part, options, only);
    }

    private static @Nullable Part only(List<Part> candidates) {
        if (candidates.size() > 1) {
            throw new UnreadableFileException("It is not clear which file to import: "
                    + candidates.stream().map(Part::name).toList() + ".");
        }
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    /** The same options as if the caller had said nothing about the columns. */
    private static ImportOptions plain(ImportOptions options) {
        return new ImportOptions(
                options.format(),
                options.strict(),
                options.unknownItems(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                options.scaleMinimum(),
                options.scaleMaximum());
    }
}
