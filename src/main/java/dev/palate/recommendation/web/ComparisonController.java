package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.RecommendationComparison.Compared;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.query.CandidateRules;
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
import java.util.stream.Stream;
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

    /** @param source {@code ratings} or a model as requested; with a fallback, the model could not score the user */
    record ListEntry(
            String source,
            @Nullable Integer version,
            @Nullable String fallback,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts) {

        static ListEntry of(Compared compared, boolean explained) {
            Recommendations list = compared.list();
            return new ListEntry(
                    compared.source(),
                    list.origin().version(),
                    list.origin().fallback(),
                    ItemEntry.of(
                            list.items(), explained && !compared.source().equals(RecommendationComparison.RATINGS)),
                    list.categoryCounts());
        }
    }

    @Operation(
            summary = "Compares a user's best-rated items with the recommendations of each model",
            description =
                    "The user's own list comes first, with source 'ratings'. Each of 'models' is an algorithm, whose active version"
                            + " is compared, or a version such as vae:3; at most 10. Without 'models', all active models are"
                            + " compared.")
    @GetMapping("/users/{userId}/recommendations/comparison")
    ComparisonResponse compare(
            @PathVariable @ExternalId String userId,
            @RequestParam(defaultValue = "") List<String> models,
            @RequestParam(defaultValue = "30") @Min(1) @Max(ListPage.MAX_K) int k,
            @RequestParam(defaultValue = "false") boolean includeRated,
            @RequestParam(defaultValue = "false")
                    @Parameter(description = "Whether each item names the ratings that contributed to it")
                    boolean explain) {
        RecommendationQuery query = RecommendationQuery.top(k, ModelChoice.DEFAULT)
                .withCandidates(includeRated ? CandidateRules.all() : CandidateRules.UNRATED)
                .explained(explain);
        List<String> names =
                models.stream().flatMap(some -> Stream.of(some.split(","))).toList();
        List<Compared> lists = comparison.compare(userId, names, query);
        return new ComparisonResponse(
                userId, lists.stream().map(list -> ListEntry.of(list, explain)).toList());
    }
}
