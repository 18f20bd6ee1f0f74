package dev.palate.importing.file;

import dev.palate.ratingfile.ReadOptions;
import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.SelectedFiles.Content;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextOptions;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options of an import, as callers send them and as they are stored. Everything that is absent is recognised from the
 * file, or has the stated default. When a user has rated an item before, the rating with the later time remains; when the times
 * are equal, or the file has no times, the later import remains, and within a file the later row.
 */
public record ImportOptions(
        @Schema(
                description = "auto: MovieLens by the names of its files, otherwise recognised from the text.",
                allowableValues = {"auto", "csv", "ndjson"},
                defaultValue = "auto")
        @Nullable
        String format,

        @Schema(
                description = "ratings: ratings, and the items of a MovieLens release; items: items only.",
                allowableValues = {"ratings", "items"},
                defaultValue = "ratings")
        @Nullable
        String kind,

        @Schema(
                description = "Whether one invalid row fails the whole import. By default valid rows are imported "
                        + "and invalid rows are listed.")
        @Nullable
        Boolean strict,

        @Schema(
                description = "What happens to a rating of an item that is neither in the catalogue nor in the file: "
                        + "reject it, or create the item with its id as title.",
                allowableValues = {"reject", "create"},
                defaultValue = "reject")
        @Nullable
        String unknownItems,

        @Schema(description = "Between the columns of CSV; tab for a tab. By default recognised from the first rows.")
        @Size(min = 1, max = 10)
        @Nullable
        String delimiter,

        @Schema(description = "Whether the first row of CSV names the columns. By default recognised.") @Nullable
        Boolean header,

        @Schema(
                description = "Column or JSON field of the user: its name, or in CSV without a header its number "
                        + "from 1.")
        @Size(min = 1, max = 200)
        @Nullable
        String userColumn,

        @Schema(description = "Column or JSON field of the item.") @Size(min = 1, max = 200) @Nullable
        String itemColumn,

        @Schema(description = "Column or JSON field of the rating.") @Size(min = 1, max = 200) @Nullable
        String ratingColumn,

        @Schema(description = "Column or JSON field of the title of an item.") @Size(min = 1, max = 200) @Nullable
        String titleColumn,

        @Schema(
                description = "Column or JSON field of the year of an item. Without one, the year is read from "
                        + "parentheses at the end of the title.")
        @Size(min = 1, max = 200)
        @Nullable
        String yearColumn,

        @Schema(description = "Column or JSON field of the categories of an item.") @Size(min = 1, max = 200) @Nullable
        String categoriesColumn,

        @Schema(description = "Between the categories of an item; | by default.") @Size(min = 1, max = 10) @Nullable
        String categorySeparator,

        @Schema(
                description = "Column or JSON field of the time of a rating. Without one, the time of the import "
                        + "counts.")
        @Size(min = 1, max = 200)
        @Nullable
        String timestampColumn,

        @Schema(
                description = "epoch-seconds, epoch-millis, epoch-micros, epoch-nanos, excel (days of a spreadsheet), "
                        + "year, iso, or a pattern of Java's DateTimeFormatter. Times without a zone are UTC. By default recognised from the first "
                        + "rows.")
        @Size(min = 1, max = 100)
        @Nullable
        String timestampFormat,

        @Schema(
                description = "Encoding of the file, such as UTF-8, windows-1252 or UTF-16LE. By default recognised, "
                        + "otherwise UTF-8.")
        @Size(min = 1, max = 50)
        @Nullable
        String encoding,

        @Schema(
                description = "Lowest rating of the file's scale, if it differs from the scale of the service: "
                        + "ratings are mapped linearly.")
        @Nullable
        Double scaleMinimum,

        @Schema(description = "Highest rating of the file's scale; required together with scaleMinimum.") @Nullable
        Double scaleMaximum) {

    /** No options: everything is recognised from the file. */
    public static final ImportOptions NONE = new JsonMapper().readValue("{}", ImportOptions.class);

    @AssertTrue(message = "format must be auto, csv or ndjson")
    @Schema(hidden = true)
    boolean isFormatKnown() {
        return format == null
                || switch (format.toLowerCase(Locale.ROOT)) {
                    case "auto", "csv", "ndjson" -> true;
                    default -> false;
                };
    }

    @AssertTrue(message = "kind must be ratings or items")
    @Schema(hidden = true)
    boolean isKindKnown() {
        return kind == null || kind.equals("ratings") || kind.equals("items");
    }

    @AssertTrue(message = "unknownItems must be reject or create")
    @Schema(hidden = true)
    boolean isUnknownItemsKnown() {
        return unknownItems == null || unknownItems.equals("reject") || unknownItems.equals("create");
    }

    @AssertTrue(message = "scaleMinimum and scaleMaximum belong together, and scaleMinimum is the lower one")
    @Schema(hidden = true)
    boolean isScaleOrdered() {
        return scaleMinimum == null
                ? scaleMaximum == null
                : scaleMaximum != null && scaleMinimum < scaleMaximum && !scaleMinimum.isInfinite();
    }

    public boolean requiresAllRows() {
        return Boolean.TRUE.equals(strict);
    }

    public boolean createsItems() {
        return "create".equals(unknownItems);
    }

    public Content content() {
        return "items".equals(kind) ? Content.ITEMS : Content.RATINGS;
    }

    /** The options that say how to read the file. */
    public ReadOptions readOptions() {
        FileFormat fileFormat = format == null || format.equalsIgnoreCase("auto")
                ? null
                : FileFormat.valueOf(format.toUpperCase(Locale.ROOT));
        return new ReadOptions(
                new TextOptions(fileFormat, encoding, delimiter, header),
                new RatingColumns(userColumn, itemColumn, ratingColumn, timestampColumn),
                new ItemColumns(itemColumn, titleColumn, yearColumn, categoriesColumn, categorySeparator),
                timestampFormat);
    }
}
