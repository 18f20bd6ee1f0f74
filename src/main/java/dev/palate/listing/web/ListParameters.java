package dev.palate.listing.web;

import dev.palate.catalogue.Item;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.problem.web.QueryLists;
import dev.palate.rule.ExpressionCompiler;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list that is the same for all users. */
record ListParameters(
        @Schema(
                description = "The days that count, as an ISO-8601 period or duration of whole days: today and the days"
                        + " before it, in UTC.",
                example = "P7D")
        @Nullable
        String window,

        @Schema(description = "Length of the list, 1 to 1000; default 30.") @Min(1) @Max(MOST_ITEMS) @Nullable
        Integer k,

        @Schema(description = "How many of the best items to skip, up to 100000.") @Min(0) @Max(100_000) @Nullable
        Integer offset,

        @Schema(
                description = "Drama or any:Drama: at least one of these; all:War: every one of these; none:Horror: not"
                        + " one of these. Separated by commas or repeated.")
        @Size(max = CategoryFilter.MOST_TERMS)
        @Nullable
        List<@NotNull String> category,

        @Schema(description = "Only items for which this CEL expression over item and now is true.")
        @Size(min = 1, max = ExpressionCompiler.MOST_CHARACTERS)
        @Nullable
        String filter) {

    private static final int MOST_ITEMS = 1000;
    private static final int DEFAULT_ITEMS = 30;

    int length() {
        return k == null ? DEFAULT_ITEMS : k;
    }

    int skipped() {
        return offset == null ? 0 : offset;
    }

    /**
     * What an item must fulfil.
     *
     * @param query the query string, in which an encoded comma is a part of a category
     */
    Predicate<Item> condition(@Nullable String query) {
        List<String> terms = QueryLists.read(query, "category");
        CategoryFilter categories = CategoryFilter.parse(terms == null ? List.of() : terms);
        return categories.isOpen() ? item -> true : item -> categories.accepts(item.categories());
    }
}
