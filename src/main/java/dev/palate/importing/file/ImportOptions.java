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
 *
 * @param format {@code auto} (MovieLens by the names of its files, otherwise recognised from the text), {@code csv} or
 *     {@code ndjson}
 * @param kind {@code ratings}, with the items of a MovieLens release, or {@code items} alone
 * @param strict whether one invalid row fails the whole import; otherwise valid rows are imported and invalid ones listed
 * @param unknownItems {@code reject} ratings of items that are neither in the catalogue nor in the file, or {@code create}
 *     those items with their id as title
 * @param delimiter between the columns of CSV; {@code tab} for a tab
 * @param header whether the first row of CSV names the columns
 * @param userColumn the name of the column or JSON field of the user (the number, from 1, in CSV without a header)
 * @param itemColumn the same for the item
 * @param ratingColumn the same for the rating
 * @param titleColumn the same for the title of an item
 * @param yearColumn the same for the year of an item; without one, the year in parentheses at the end of the title
 * @param categoriesColumn the same for the categories of an item
 * @param categorySeparator between the categories of one item; {@code |} by default
 * @param timestampColumn the same for the time of a rating; without one, the time of the import
 * @param timestampFormat {@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros}, {@code epoch-nanos},
 *     {@code excel} (days of a spreadsheet), {@code year}, {@code iso} or a pattern of Java's DateTimeFormatter; times without a
 *     zone are UTC
 * @param encoding of the file; UTF-8 by default
 * @param scaleMinimum the lowest rating of the file's scale, if it differs from the configured one: ratings are mapped linearly
 * @param scaleMaximum the highest rating of the file's scale
 */
public record ImportOptions(
        @Schema(defaultValue = "auto") @Nullable String format,
        @Schema(defaultValue = "ratings") @Nullable String kind,
        @Nullable Boolean strict,
        @Schema(defaultValue = "reject") @Nullable String unknownItems,
        @Nullable @Size(min = 1, max = 10) String delimiter,
        @Nullable Boolean header,
        @Nullable @Size(min = 1, max = 200) String userColumn,
        @Nullable @Size(min = 1, max = 200) String itemColumn,
        @Nullable @Size(min = 1, max = 200) String ratingColumn,
        @Nullable @Size(min = 1, max = 200) String titleColumn,
        @Nullable @Size(min = 1, max = 200) String yearColumn,
        @Nullable @Size(min = 1, max = 200) String categoriesColumn,
        @Nullable @Size(min = 1, max = 10) String categorySeparator,
        @Nullable @Size(min = 1, max = 200) String timestampColumn,
        @Nullable @Size(min = 1, max = 100) String timestampFormat,
        @Nullable @Size(min = 1, max = 50) String encoding,
        @Nullable Double scaleMinimum,
        @Nullable Double scaleMaximum) {

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
