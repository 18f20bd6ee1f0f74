package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.recommendation.CandidateRules;
import dev.palate.recommendation.ModelChoice;
import dev.palate.recommendation.NamedList;
import dev.palate.recommendation.Origin;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.RecommendationQuery;
import io.swagger.v3.oas.annotations.Operation;
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
class ComparisonController {

    private final RecommendationComparison comparison;

    ComparisonController(RecommendationComparison comparison) {
        this.comparison = comparison;
    }

    record ComparisonResponse(String userId, List<ListEntry> lists) {}

    /** @param source {@code ratings} or a model; with a fallback that model had no active version */
    record ListEntry(
            String source,
            @Nullable Integer version,
            @Nullable String fallback,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts) {

        static ListEntry of(NamedList list) {
            Origin origin = list.origin();
            return new ListEntry(
                    list.source(),
                    origin == null ? null : origin.version(),
                    origin == null ? null : origin.fallback(),
                    ItemEntry.of(list.items(), false),
                    list.categoryCounts());
        }
    }

    @Operation(
            summary = "Shows a user's best-rated items and each model's recommendations side by side",
            description =
                    "The user's own list comes first, as source 'ratings'. Without 'models' every active model answers.")
    @GetMapping("/users/{userId}/recommendations/comparison")
    ComparisonResponse compare(
            @PathVariable @ExternalId String userId,
            @RequestParam(defaultValue = "") List<String> models,
            @RequestParam(defaultValue = "30") @Min(1) @Max(RecommendationQuery.MAX_K) int k,
            @RequestParam(defaultValue = "false") boolean includeRated) {
        RecommendationQuery query = RecommendationQuery.top(k, ModelChoice.DEFAULT)
                .withCandidates(includeRated ? CandidateRules.all() : CandidateRules.UNRATED);
        List<NamedList> lists = comparison.compare(userId, models, query);
        return new ComparisonResponse(userId, lists.stream().map(ListEntry::of).toList());
    }
}
