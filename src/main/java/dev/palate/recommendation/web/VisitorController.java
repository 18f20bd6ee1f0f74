package dev.palate.recommendation.web;

import dev.palate.recommendation.Origin;
import dev.palate.recommendation.RecommendationQuery;
import dev.palate.recommendation.Recommender;
import dev.palate.recommendation.VisitorRecommendations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class VisitorController {

    private final Recommender recommender;
    private final Clock clock;

    VisitorController(Recommender recommender, Clock clock) {
        this.recommender = recommender;
        this.clock = clock;
    }

    /**
     * @param recommendationId what events about its items refer to
     * @param ignoredItems rated items that the model does not know
     */
    record VisitorResponse(
            String recommendationId,
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String fallback,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts,
            List<String> ignoredItems) {}

    @Operation(
            summary = "Recommends items to a visitor by the ratings sent along",
            description = "Nothing is stored. Rated items that the model does not know are listed in 'ignoredItems' or,"
                    + " with 'strict', refused.")
    @PostMapping("/recommendations")
    VisitorResponse recommend(@Valid @RequestBody VisitorRequest request) {
        RecommendationQuery query = request.query();
        VisitorRecommendations made =
                recommender.forVisitor(request.ratedAt(clock.instant()), Boolean.TRUE.equals(request.strict()), query);
        Origin origin = made.recommendations().origin();
        return new VisitorResponse(
                made.recommendationId(),
                origin.model(),
                origin.version(),
                origin.fallback(),
                ItemEntry.of(made.recommendations().items(), query.explain()),
                made.recommendations().categoryCounts(),
                made.ignored());
    }
}
