package dev.palate.importing;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file of ratings. For MovieLens, in any of its releases, none of it needs to be given.
 *
 * @param format {@code auto} (MovieLens by the names of its files, else CSV or NDJSON by the suffix), {@code csv} or
 *     {@code ndjson}
 * @param kind {@code ratings}, with the items of a MovieLens release, or {@code items} alone
 * @param strict reject the whole file for one bad line; otherwise the good lines are imported and the bad ones listed
 * @param unknownItems {@code reject} ratings of items that are neither in the catalogue nor in the file, or {@code create}
 *     those items with their id as title
 * @param delimiter between the columns of CSV; a comma when absent, {@code tab} for a tab
 * @param header whether the first line of CSV names the columns; true when absent
 * @param userColumn name of the column (of CSV without a header its number, from 1) or field; {@code userId} or 1
 * @param itemColumn likewise; {@code itemId} or 2
 * @param ratingColumn likewise; {@code rating} or 3
 * @param titleColumn of items, likewise; {@code title} or 2
 * @param yearColumn likewise; {@code year} or 3 where there is such a column, else what the title ends with in parentheses
 * @param categoriesColumn likewise; {@code categories} or 4 where there is such a column
 * @param categorySeparator between the categories of one item; {@code |} when absent
 * @param timestampColumn likewise; {@code timestamp} or 4 where there is such a column, else the time of the import
 * @param timestampFormat {@code epoch-seconds}, {@code epoch-millis}, {@code iso} or a pattern of Java's
 *     DateTimeFormatter, read as UTC; when absent, numbers are seconds and the rest is ISO-8601
 * @param encoding of the file; UTF-8 when absent
 * @param scaleMinimum the lowest rating of the file, if its scale is not the configured one: ratings are mapped linearly
 * @param scaleMaximum the highest rating of the file
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

    /** Everything as MovieLens has it. */
    public static ImportOptions standard() {
        return new ImportOptions(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }

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

    @AssertTrue(message = "scaleMinimum and scaleMaximum belong together, the lower one first")
    @Schema(hidden = true)
    boolean isScaleOrdered() {
        return scaleMinimum == null
                ? scaleMaximum == null
                : scaleMaximum != null && scaleMinimum < scaleMaximum && !scaleMinimum.isInfinite();
    }

    boolean isStrict() {
        return Boolean.TRUE.equals(strict);
    }

    boolean createsItems() {
        return "create".equals(unknownItems);
    }

    boolean isOfItems() {
        return "items".equals(kind);
    }

    boolean isFormatOpen() {
        return format == null || format.equalsIgnoreCase("auto");
    }

    boolean hasHeader() {
        return header == null || header;
    }

    String columnSeparator() {
        String given = delimiter == null ? "," : delimiter;
        return given.equals("tab") || given.equals("\\t") ? "\t" : given;
    }

    /** Whether anything is said of how the text is written, which only files need that are not MovieLens' own. */
    boolean describesText() {
        return Stream.of(
                        delimiter,
                        header,
                        userColumn,
                        itemColumn,
                        ratingColumn,
                        titleColumn,
                        yearColumn,
                        categoriesColumn,
                        categorySeparator,
                        timestampColumn,
                        timestampFormat,
                        encoding)
                .anyMatch(Objects::nonNull);
    }

    /** The categories in one text. */
    List<String> categories(String text) {
        return Stream.of(text.split(Pattern.quote(categorySeparator == null ? "|" : categorySeparator)))
                .map(String::strip)
                .filter(category -> !category.isEmpty())
                .toList();
    }
}
