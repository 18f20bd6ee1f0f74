package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.problem.ExternalId;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.SimilarItems;
import dev.palate.recommendation.query.Followed.FollowedScenario;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class SimilarItemsController {

    private final SimilarItems similarItems;
    private final QueryReader queries;

    SimilarItemsController(SimilarItems similarItems, QueryReader queries) {
        this.similarItems = similarItems;
        this.queries = queries;
    }

    /**
     * @param basis what the list is based on, in words
     * @param scenario that the list follows; absent without one
     * @param reason why the list is empty, in a sentence; absent if it is not
     */
    record SimilarResponse(
            String itemId,
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String fallback,
            String basis,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            FollowedScenario scenario,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {}

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
            @ParameterObject RecommendationParameters parameters) {
        AssignedQuery query = queries.read(parameters);
        Recommendations list = similarItems.to(itemId, userId, query.query());
        String basis = list.origin().fallback() == null
                ? "what " + list.origin().name()
                        + " recommends to a user who rated only this item, with the best rating"
                : "the most rated items: no model in service knows this item";
        return new SimilarResponse(
                itemId,
                list.origin().model(),
                list.origin().version(),
                list.fallback(),
                basis,
                ItemEntry.of(list.items(), query.query().explain()),
                list.categoryCounts(),
                query.scenario(),
                list.reason());
    }
}
