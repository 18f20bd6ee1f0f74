package dev.palate.importing;

import dev.palate.importing.file.OpenedFile;
import dev.palate.importing.file.ValueRange;
import dev.palate.problem.Sentence;
import dev.palate.rating.RatingScale;
import dev.palate.ratingfile.RatingFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The judgement of an import: what a caller must know that counts alone do not show, in sentences that name the option that
 * helps.
 *
 * @param failed whether nothing was imported, so that the import is no success
 * @param warnings empty for a plain success
 */
record ImportReview(boolean failed, List<String> warnings) {

    /** Fewer ratings say little about the scale of a file. */
    private static final int FEWEST_FOR_SCALE = 10;

    /** A cause of rejections, recognised by a part of the reason, and the remedy. */
    private enum Cause {
        UNKNOWN_ITEM(
                "there is no item",
                "Items are unknown: import the items first (kind=items), or create them with unknownItems=create."),
        TIME(
                "the timestamp",
                "Times are not readable: name their format with timestampFormat, for example epoch-millis, iso or"
                        + " yyyy-MM-dd HH:mm:ss."),
        SCALE(
                "the rating must be",
                "Ratings are not on the scale: name the scale of the file with scaleMinimum and scaleMaximum, or the"
                        + " column of the rating with ratingColumn."),
        JSON("JSON", "Rows are not JSON: if the file is CSV, send format=csv."),
        TYPE(
                "the type must be",
                "Types are unknown: map each to an interaction type with types={\"text of the file\": \"purchase\"}, to null to"
                        + " ignore its rows, or create it with PUT /interaction-types/{name}."),
        VALUE("the value must be", "Values are not numbers: name the column of the value with valueColumn."),
        COLUMNS(
                " fields instead of",
                "Rows have different numbers of columns: name the delimiter of the file with delimiter."),
        QUOTES("quote", "Quotes are not closed: send the file as CSV with doubled quotes, or as format=ndjson."),
        IDS("id must have", "Ids are not readable: name the columns with userColumn and itemColumn, or the encoding.");

        private final String part;
        private final String remedy;

        Cause(String part, String remedy) {
            this.part = part;
            this.remedy = remedy;
        }

        private long count(List<Rejection> rejections) {
            return rejections.stream()
                    .filter(row -> row.reason().contains(part))
                    .count();
        }
    }

    /**
     * @param rejections the kept ones
     */
    static ImportReview of(ImportProgress progress, OpenedFile file, List<Rejection> rejections, RatingScale scale) {
        long accepted = progress.acceptedRows();
        long rejected = progress.rows().rejected();
        if (accepted == 0) {
            return new ImportReview(true, nothing(progress.rows(), rejections));
        }
        List<String> warnings = new ArrayList<>();
        long acceptedRows = progress.rows().written() + progress.rows().unchanged();
        RatingFormat format = file.ratingFormat();
        if (format != null && acceptedRows == 0) {
            warnings.add("Items were imported, but no ratings: the file of ratings has no valid row.");
        }
        if (rejected * 10 > accepted + rejected) {
            warnings.add(String.format(Locale.ROOT, "%,d of %,d rows were rejected.", rejected, accepted + rejected));
            warnings.addAll(remedies(rejections));
        }
        if (format != null
                && !file.holdsInteractions()
                && acceptedRows >= FEWEST_FOR_SCALE
                && isPartOf(progress.accepted(), scale)) {
            warnings.add("The ratings fill only a part of the scale: they lie between "
                    + number(progress.accepted().lowest()) + " and "
                    + number(progress.accepted().highest()) + ", and the scale is " + scale.description()
                    + ". If the file has another scale, import it again with scaleMinimum and scaleMaximum.");
        }
        if (format != null && acceptedRows > 0 && format.timeWarning() != null) {
            warnings.add(format.timeWarning());
        }
        file.mixedAttributes().forEach((name, kinds) -> warnings.add(mixed(name, kinds)));
        return new ImportReview(false, warnings);
    }

    private static String mixed(String name, Set<String> kinds) {
        return "The attribute " + name + " has " + String.join(" and ", kinds)
                + ", because each value is read by itself, and an expression fails for the values of another type: name the type,"
                + " for example attributeColumns=" + name + ":text, and import the file again.";
    }

    private static List<String> nothing(ImportProgress.Rows rows, List<Rejection> rejections) {
        long rejected = rows.rejected();
        if (rejected == 0 && rows.ignored() > 0) {
            return List.of(String.format(
                    Locale.ROOT, "All %,d rows have types that the option types ignores (null).", rows.ignored()));
        }
        if (rejected == 0) {
            return List.of("The file contains no rows: check its header (header), its delimiter (delimiter) and its"
                    + " encoding (encoding).");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "All %,d rows were rejected, the first one because: %s.",
                rejected,
                rejections.isEmpty()
                        ? "unknown"
                        : Sentence.clause(rejections.get(0).reason())));
        sentences.addAll(remedies(rejections));
        return sentences;
    }

    /** The remedies for every cause of at least a tenth of the rejections. */
    private static List<String> remedies(List<Rejection> rejections) {
        List<String> remedies = new ArrayList<>();
        for (Cause cause : Cause.values()) {
            long count = cause.count(rejections);
            if (count > 0 && count * 10 >= rejections.size()) {
                remedies.add(cause.remedy);
            }
        }
        return remedies;
    }

    /**
     * Whether ratings suggest another scale: all in its lower half, or different ones within less than half of its width. Equal
     * ratings in the upper half do not: they are likes.
     */
    private static boolean isPartOf(ValueRange accepted, RatingScale scale) {
        double half = (scale.maximum() - scale.minimum()) / 2.0;
        return accepted.highest() < scale.minimum() + half || (accepted.width() > 0 && accepted.width() < half);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString((float) value);
    }
}
