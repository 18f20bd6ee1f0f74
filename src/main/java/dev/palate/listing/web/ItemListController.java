package dev.palate.listing.web;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.catalogue.rule.ItemRules;
import dev.palate.catalogue.rule.Matches;
import dev.palate.listing.ItemRankings;
import dev.palate.listing.ListKind;
import dev.palate.listing.RankedItems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/items")
@Tag(name = "Items")
class ItemListController {

    private static final String SHARED =
            " Hidden items are not in it. The list is kept in memory and follows changes within some seconds. Events are"
                    + " ratings and positive interactions; of one user, item and type at most one a day counts.";

    private final ItemRankings lists;
    private final Catalogue catalogue;
    private final ItemRules rules;
    private final Clock clock;

    ItemListController(ItemRankings lists, Catalogue catalogue, ItemRules rules, Clock clock) {
        this.lists = lists;
        this.catalogue = catalogue;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * @param window as an ISO-8601 period of days; null: all time
     * @param from the first day that counts, in UTC; null: all time
     * @param to the last day that counts: today, in UTC
     * @param asOf when the counts were read
     */
    record ItemListResponse(
            @Nullable String window, @Nullable LocalDate from, LocalDate to, Instant asOf, List<ListedItem> items) {}

    @GetMapping("/popular")
    @Operation(
            summary = "Lists the items with the most events in a window",
            description = "The window is P1D to P366D; without one, all events count." + SHARED)
    ItemListResponse popular(
            @Valid @ParameterObject ListParameters parameters, @Parameter(hidden = true) HttpServletRequest request) {
        return list(ListKind.POPULAR, parameters, request);
    }

    @GetMapping("/trending")
    @Operation(
            summary = "Lists the items with more events than their own past predicts",
            description =
                    "The window is P1D to P30D, by default P7D. The events of each day are compared with the share of all"
                            + " events that the item had on the same weekday in the eight weeks before the window. The"
                            + " list is empty if nothing is unusual: a score is at least 3." + SHARED)
    ItemListResponse trending(
            @Valid @ParameterObject ListParameters parameters, @Parameter(hidden = true) HttpServletRequest request) {
        return list(ListKind.TRENDING, parameters, request);
    }

    @GetMapping("/latest")
    @Operation(
            summary = "Lists the items that became available last",
            description = "The window is P1D to P366D and says how old they may be; without one, any age." + SHARED)
    ItemListResponse latest(
            @Valid @ParameterObject ListParameters parameters, @Parameter(hidden = true) HttpServletRequest request) {
        return list(ListKind.LATEST, parameters, request);
    }

    private ItemListResponse list(ListKind kind, ListParameters parameters, HttpServletRequest request) {
        RankedItems ranked = lists.get(kind, lists.window(kind, parameters.window()));
        return new ItemListResponse(
                ranked.window().text(),
                ranked.window().firstDay(ranked.today()),
                ranked.today(),
                ranked.asOf(),
                ranked
                        .select(
                                parameters.condition(request.getQueryString()).and(shown(parameters.filter())),
                                parameters.skipped(),
                                parameters.length())
                        .stream()
                        .map(ListedItem::of)
                        .toList());
    }

    /** Which items are neither hidden nor unavailable, and selected by a filter if there is one. */
    private Predicate<Item> shown(@Nullable String filter) {
        Instant now = clock.instant();
        if (filter == null) {
            return item -> item.isShownAt(now);
        }
        CatalogueSnapshot snapshot = catalogue.snapshot();
        Matches matches = rules.matches(rules.filterOfItems(filter), snapshot);
        return item -> item.isShownAt(now) && matches.contains(snapshot, item);
    }
}
