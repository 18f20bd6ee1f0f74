package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.recommendation.BatchRecommender;
import dev.palate.recommendation.IdentifiedRecommendations;
import dev.palate.recommendation.RecommendationQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class BatchController {

    private final BatchRecommender recommender;

    BatchController(BatchRecommender recommender) {
        this.recommender = recommender;
    }

    /** What {@link RecommendationParameters} holds but for a page, for many users. */
    record BatchRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull String> users,

            @Min(1) @Max(RecommendationQuery.MAX_K) @Nullable
            Integer k,

            @Nullable String model,
            @Min(1) @Nullable Integer version,
            @Nullable List<String> category,
            @Nullable List<String> exclude,
            @Nullable List<String> candidates,
            @Nullable Boolean includeRated,
            @Nullable Boolean explain,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double diversity,
            @DecimalMin("0") @DecimalMax("3") @Nullable Double exploration,
            @Nullable Long seed) {

        RecommendationQuery query() {
            return new RecommendationParameters(
                            k,
                            model,
                            version,
                            category,
                            exclude,
                            candidates,
                            includeRated,
                            explain,
                            diversity,
                            exploration,
                            seed,
                            0)
                    .query();
        }
    }

    /** @param unknownUsers the asked ids that no user has, in the order of the request */
    record BatchResponse(List<RecommendationsResponse> results, List<String> unknownUsers) {}

    @Operation(
            summary = "Recommends items to many users in one pass of the model",
            description = "Answers in the order of the request, each user once; unknown users are listed.")
    @PostMapping("/recommendations/batch")
    BatchResponse recommend(@Valid @RequestBody BatchRequest request) {
        RecommendationQuery query = request.query();
        List<String> users = request.users().stream().distinct().toList();
        List<String> possible = users.stream().filter(ExternalId.Check::isValid).toList();
        Map<String, IdentifiedRecommendations> made = recommender.forUsers(possible, query);
        List<RecommendationsResponse> results = new ArrayList<>(made.size());
        List<String> unknown = new ArrayList<>();
        for (String user : users) {
            IdentifiedRecommendations list = made.get(user);
            if (list == null) {
                unknown.add(user);
            } else {
                results.add(RecommendationsResponse.of(user, list, query.explain()));
            }
        }
        return new BatchResponse(results, unknown);
    }
}
