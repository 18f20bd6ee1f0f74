package dev.palate.importing.file;

import dev.palate.ratingfile.ReadOptions;
import dev.palate.ratingfile.ReadOptions.InteractionColumns;
import dev.palate.ratingfile.ReadOptions.ItemColumns;
import dev.palate.ratingfile.ReadOptions.RatingColumns;
import dev.palate.ratingfile.SelectedFiles.Content;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextOptions;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options of an import, as callers send them and as they are stored. Everything that is absent is recognised from the
 * file, or has the stated default.
 *
 * <p>When a user has rated an item before, the rating with the later time remains; when the times are equal, or the file has no
 * times, the later import remains, and within a file the later row.
 *
 * <p>The interactions of a user, an item and a type are one row: how many there were, when the first and the last one were, and the
 * value of the last one. A file may be imported again, or a later export that contains the events of an earlier one: an event
 * between the first and the last time that an earlier import or request has stored is not counted again, and an event without a time
 * is counted by the first import only. Earlier and later events are added. An event as late as the last one, or without a time,
 * corrects its value. If an import was cancelled or has failed, its file can be sent again: each event then counts once.
 * A row of an export, with count and firstTimestamp, is that many events.
 */
public record ImportOptions(
        @Schema(
                description = "auto: MovieLens by the names of its files, otherwise recognised from the text.",
                allowableValues = {"auto", "csv", "ndjson"},
                defaultValue = "auto")
        @Nullable
        String format,

        @Schema(
                description =
                        "ratings: ratings, and the items of a MovieLens release; interactions: events such as views,"
                                + " purchases or plays; items: items only; users: users and their attributes, one user a row, of which those of the"
                                + " file are added and replace those of the same name. interactions is the default with type, types or typeColumn.",
                allowableValues = {"ratings", "interactions", "items", "users"},
                defaultValue = "ratings")
        @Nullable
        String kind,

        @Schema(
                description = "Whether one invalid row fails the whole import. By default valid rows are imported "
                        + "and invalid rows are listed.")
        @Nullable
        Boolean strict,

        @Schema(
                description =
                        "What happens to a rating or an interaction of an item that is neither in the catalogue nor in the file: "
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

        @Schema(description = "The type of all interactions of the file, such as purchase.")
        @Size(min = 1, max = 50)
        @Nullable
        String type,

        @Schema(
                description =
                        "Column or JSON field of the type of an interaction. By default recognised by names such as"
                                + " event, type or action.")
        @Size(min = 1, max = 200)
        @Nullable
        String typeColumn,

        @Schema(
                type = "object",
                description =
                        "JSON object: for types as the file writes them the interaction types that they are, or null"
                                + " to ignore their rows. Other types must be names of interaction types; addtocart, transaction and"
                                + " some other usual names are understood without it.",
                example = "{\"transaction\": \"purchase\", \"addtocart\": \"cart\", \"other\": null}")
        @Size(max = 1000)
        @Nullable
        TypeMap types,

        @Schema(
                description =
                        "Column or JSON field of the value of an interaction: a quantity, a number of plays, a"
                                + " duration. By default recognised by such names; a file without one has interactions without values.")
        @Size(min = 1, max = 200)
        @Nullable
        String valueColumn,

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

        @Schema(description = "Between the categories of an item, and the texts of a list; | by default.")
        @Size(min = 1, max = 10)
        @Nullable
        String categorySeparator,

        @Schema(
                description =
                        "Columns or JSON fields that become attributes of items or users: names, each with or without a type (text, number,"
                                + " boolean or list), such as price and brand:text. Without a type, true, false and numbers are recognised value"
                                + " by value. A column called attributes holds all of them as a JSON object. Only with kind=items and"
                                + " kind=users, and each column once.")
        @Size(max = 50)
        @Nullable
        List<@NotNull @Size(min = 1, max = 200) String> attributeColumns,

        @Schema(
                description =
                        "Column or JSON field of the time of a rating or interaction. Without one, the time of the "
                                + "import counts.")
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

    private static final String INTERACTIONS = "interactions";

    @AssertTrue(message = "format must be auto, csv or ndjson")
    @Schema(hidden = true)
    boolean isFormatKnown() {
        return format == null
                || switch (format.toLowerCase(Locale.ROOT)) {
                    case "auto", "csv", "ndjson" -> true;
                    default -> false;
                };
    }

    @AssertTrue(message = "kind must be ratings, interactions, items or users")
    @Schema(hidden = true)
    boolean isKindKnown() {
        return kind == null
                || switch (kind) {
                    case "ratings", INTERACTIONS, "items", "users" -> true;
                    default -> false;
                };
    }

    @AssertTrue(message = "type, typeColumn, types and valueColumn need kind=interactions")
    @Schema(hidden = true)
    boolean isWithoutTypeOrOfInteractions() {
        return interactions() || (!hasTypes() && valueColumn == null);
    }

    @AssertTrue(
            message = "ratingColumn, scaleMinimum and scaleMaximum need kind=ratings; interactions have a valueColumn")
    @Schema(hidden = true)
    boolean isWithoutRatingOrOfRatings() {
        return !interactions() || (ratingColumn == null && scaleMinimum == null && scaleMaximum == null);
    }

    @AssertTrue(message = "type is the type of all rows: it excludes typeColumn and types")
    @Schema(hidden = true)
    boolean isTypeUnambiguous() {
        return type == null || (typeColumn == null && types == null);
    }

    @AssertTrue(message = "attributeColumns need kind=items or kind=users: ratings and interactions have no attributes")
    @Schema(hidden = true)
    boolean isWithoutAttributesOrOfOwners() {
        return attributeColumns == null || attributeColumns.isEmpty() || content() != Content.RATINGS;
    }

    @AssertTrue(message = "attributeColumns must name each column once")
    @Schema(hidden = true)
    boolean isEachAttributeNamedOnce() {
        return attributeColumns == null
                || attributeColumns.stream()
                                .map(ImportOptions::withoutType)
                                .distinct()
                                .count()
                        == attributeColumns.size();
    }

    private static String withoutType(@Nullable String column) {
        String name = String.valueOf(column);
        int colon = name.lastIndexOf(':');
        return (colon < 0 ? name : name.substring(0, colon)).toLowerCase(Locale.ROOT);
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

    /** Whether the file holds interactions. */
    public boolean interactions() {
        return kind == null ? hasTypes() : kind.equals(INTERACTIONS);
    }

    private boolean hasTypes() {
        return type != null || typeColumn != null || types != null;
    }

    public boolean requiresAllRows() {
        return Boolean.TRUE.equals(strict);
    }

    public boolean createsItems() {
        return "create".equals(unknownItems);
    }

    public Content content() {
        return "items".equals(kind) ? Content.ITEMS : "users".equals(kind) ? Content.USERS : Content.RATINGS;
    }

    /** The options that say how to read the file. */
    public ReadOptions readOptions() {
        FileFormat fileFormat = format == null || format.equalsIgnoreCase("auto")
                ? null
                : FileFormat.valueOf(format.toUpperCase(Locale.ROOT));
        return new ReadOptions(
                new TextOptions(fileFormat, encoding, delimiter, header),
                new RatingColumns(userColumn, itemColumn, ratingColumn, timestampColumn),
                new ItemColumns(
                        itemColumn,
                        titleColumn,
                        yearColumn,
                        categoriesColumn,
                        categorySeparator,
                        attributeColumns == null ? List.of() : attributeColumns),
                interactions() ? new InteractionColumns(typeColumn, valueColumn, type != null) : null,
                timestampFormat);
    }
}
