package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.attribute.Attributes;
import dev.palate.problem.ExternalId;
import dev.palate.rating.Rating;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.VisitorRecommender;
import dev.palate.recommendation.query.Followed.FollowedScenario;
import dev.palate.recommendation.scoring.Origin;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class VisitorController {

    private final VisitorRecommender recommender;
    private final QueryReader queries;
    private final Clock clock;

    VisitorController(VisitorRecommender recommender, QueryReader queries, Clock clock) {
        this.recommender = recommender;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * @param ratings each item at most once; empty: the most rated items
     * @param attributes of the visitor, which filters and boosts read as user.attributes
     * @param strict whether an item that the model does not know is an error; otherwise it is listed and ignored
     */
    record VisitorRequest(
            @NotNull @Size(max = 10_000) List<@Valid @NotNull VisitorRating> ratings,
            @Nullable Boolean strict,

            @Schema(implementation = Attributes.class) @Nullable
            Map<String, @Nullable Object> attributes,

            @Valid @JsonUnwrapped RecommendationParameters parameters) {

        private List<Rating> ratedAt(Instant now) {
            return ratings.stream()
                    .map(rating -> new Rating(rating.itemId(), rating.value(), now))
                    .toList();
        }
    }

    @Schema(name = "VisitorRating")
    record VisitorRating(
            @NotEmpty @Size(max = ExternalId.MAXIMUM_LENGTH) String itemId,
            @NotNull Float value) {}

    /**
     * @param recommendationId what feedback events refer to
     * @param coldItems the ids of the items without ratings when the model was trained
     * @param ignoredItems rated items that the model does not know
     * @param scenario that the list follows; absent without one
     * @param reason why the list is empty, in a sentence; absent if it is not
     */
    record VisitorResponse(
            String recommendationId,
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String fallback,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts,
            List<String> coldItems,
            List<String> ignoredItems,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            FollowedScenario scenario,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {}

    @Operation(
            summary = "Recommends items to a visitor by the ratings in the request",
            description = "Nothing is stored. Rated items that the model does not know are listed in 'ignoredItems' or,"
                    + " with 'strict', rejected. The ratings have no order: all count alike, whatever the recency of the"
                    + " model.")
    @PostMapping("/recommendations")
    VisitorResponse recommend(@Valid @RequestBody VisitorRequest request) {
        AssignedQuery query = queries.read(request.parameters());
        Recommendations list = recommender.recommend(
                request.ratedAt(clock.instant()),
                Boolean.TRUE.equals(request.strict()),
                query.query(),
                Attributes.of(request.attributes(), "attributes"));
        Origin origin = list.origin();
        return new VisitorResponse(
                list.issuedId(),
                origin.model(),
                origin.version(),
                list.fallback(),
                ItemEntry.of(list.items(), query.query().explain()),
                list.categoryCounts(),
                list.coldItems(),
                list.ignored(),
                query.scenario(),
                list.reason());
    }
}
