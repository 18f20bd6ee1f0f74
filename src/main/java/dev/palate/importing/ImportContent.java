package dev.palate.importing;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a container holds that can be imported: a file of items, one of ratings, or both. */
record ImportContent(
        @Nullable ItemSource items,
        @Nullable Part ratings,
        @Nullable RatingSyntax ratingSyntax) {

    /**
     * @throws UnreadableFileException if there is neither, or more than one of a kind
     */
    static ImportContent of(List<Part> parts, ImportOptions options) {
        boolean auto = options.isFormatOpen();
        Part movieLensItems = auto ? only(parts, part -> ItemSyntax.of(part) != null) : null;
        if (options.isOfItems()) {
            return ofItems(parts, options, movieLensItems);
        }
        Part movieLens = auto ? only(parts, part -> RatingSyntax.ofMovieLens(part) != null) : null;
        boolean asMovieLens = movieLens != null && (movieLensItems != null || !options.describesText());
        Part ratings = asMovieLens || movieLensItems != null
                ? movieLens
                : only(parts, part -> RatingSyntax.of(part, options, parts.size() == 1) != null);
        if (movieLensItems == null && ratings == null) {
            throw nothing(parts, "items or ratings");
        }
        return new ImportContent(
                movieLensItems == null ? null : movieLens(movieLensItems),
                ratings,
                ratings == null ? null : syntax(ratings, asMovieLens, options, parts.size() == 1));
    }

    /** What {@link ByteCount} counts until the end. */
    long size() {
        return ratings == null ? (items == null ? 0 : items.part().size()) : ratings.size();
    }

    private static ImportContent ofItems(List<Part> parts, ImportOptions options, @Nullable Part movieLens) {
        if (movieLens != null && !options.describesText()) {
            return new ImportContent(movieLens(movieLens), null, null);
        }
        boolean only = parts.size() == 1;
        Part own = only(parts, part -> TextFormat.of(part, options, only) != null);
        if (own == null) {
            throw nothing(parts, "items");
        }
        boolean ndjson = TextFormat.of(own, options, only) == TextFormat.NDJSON;
        return new ImportContent(
                new ItemSource(
                        own,
                        ndjson
                                ? () -> new NdjsonItems(options)
                                : () -> new DelimitedItems(
                                        LineSplitter.csv(options.columnSeparator()), options.hasHeader(), options),
                        options.encoding() == null ? null : RatingSyntax.charset(options)),
                null,
                null);
    }

    private static ItemSource movieLens(Part part) {
        ItemSyntax syntax = ItemSyntax.of(part);
        if (syntax == null) {
            throw new IllegalArgumentException(part.name());
        }
        return new ItemSource(part, syntax::fields, null);
    }

    private static @Nullable RatingSyntax syntax(Part part, boolean movieLens, ImportOptions options, boolean only) {
        return movieLens ? RatingSyntax.ofMovieLens(part) : RatingSyntax.of(part, options, only);
    }

    private static @Nullable Part only(List<Part> parts, Predicate<Part> fitting) {
        List<Part> candidates = parts.stream().filter(fitting).toList();
        if (candidates.size() > 1) {
            throw new UnreadableFileException("It is not clear which file to import: "
                    + candidates.stream().map(Part::name).toList() + ".");
        }
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    private static UnreadableFileException nothing(List<Part> parts, String what) {
        return new UnreadableFileException("There is no file of " + what + " among "
                + parts.stream().map(Part::name).limit(20).toList()
                + "; expected are MovieLens' own file names, or one .csv or .ndjson file.");
    }
}
