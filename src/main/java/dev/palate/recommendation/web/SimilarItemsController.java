package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.SimilarItems;
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.ListPage;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class SimilarItemsController {

    private final SimilarItems similarItems;

    SimilarItemsController(SimilarItems similarItems) {
        this.similarItems = similarItems;
    }

    /** @param basis what the list is based on, in words */
    record SimilarResponse(
            String itemId,
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String fallback,
            String basis,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts) {}

    @Operation(
            summary = "Lists what a model recommends to a user who rated only this item",
            description =
                    "The item is folded in with the best rating of the scale, so the list is what the model itself considers"
                            + " similar. A model that has learned little more than popularity lists popular items.")
    @GetMapping("/items/{itemId}/similar")
    SimilarResponse similar(
            @PathVariable @ExternalId String itemId,
            @Parameter(description = "A user whose rated items, and items that interactions exclude, are left out")
                    @RequestParam(required = false)
                    @ExternalId
                    @Nullable
                    String userId,
            @RequestParam(defaultValue = "30") @Min(1) @Max(ListPage.MAX_K) int k,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Min(1) @Nullable Integer version) {
        Recommendations list = similarItems.to(
                itemId, userId, RecommendationQuery.top(k, new ModelChoice(model, version, Exploration.NONE)));
        String basis = list.origin().fallback() == null
                ? "what " + list.origin().name()
                        + " recommends to a user who rated only this item, with the best rating"
                : "the most rated items: no model knows this item";
        return new SimilarResponse(
                itemId,
                list.origin().model(),
                list.origin().version(),
                list.origin().fallback(),
                basis,
                ItemEntry.of(list.items(), false),
                list.categoryCounts());
    }
}
