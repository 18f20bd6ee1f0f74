package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.problem.ExternalId;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.Recommender;
import dev.palate.recommendation.query.RecommendationQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class BatchController {

    private final Recommender recommender;

    BatchController(Recommender recommender) {
        this.recommender = recommender;
    }

    record BatchRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull String> users,
            @Valid @JsonUnwrapped RecommendationParameters parameters) {}

    /** @param unknownUsers the requested ids that no user has, in the order of the request */
    record BatchResponse(List<RecommendationsResponse> results, List<String> unknownUsers) {}

    @Operation(
            summary = "Recommends items to many users in one pass of the model",
            description = "The results are in the order of the request, each user once; unknown users are listed.")
    @PostMapping("/recommendations/batch")
    BatchResponse recommend(@Valid @RequestBody BatchRequest request) {
        RecommendationQuery query = request.parameters().query();
        List<String> users = request.users().stream().distinct().toList();
        List<String> valid = users.stream().filter(ExternalId.Check::isValid).toList();
        Map<String, Recommendations> lists = recommender.forUsers(valid, query);
        List<RecommendationsResponse> results = new ArrayList<>(lists.size());
        List<String> unknown = new ArrayList<>();
        for (String user : users) {
            Recommendations list = lists.get(user);
            if (list == null) {
                unknown.add(user);
            } else {
                results.add(RecommendationsResponse.of(user, list, query.explain()));
            }
        }
        return new BatchResponse(results, unknown);
    }
}
