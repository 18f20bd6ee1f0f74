package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.recommendation.PreparedRecommendations;
import dev.palate.recommendation.RecommendationQuery;
import dev.palate.recommendation.Recommender;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@Tag(name = "Recommendations")
class RecommendationController {

    private final Recommender recommender;

    RecommendationController(Recommender recommender) {
        this.recommender = recommender;
    }

    @Operation(
            summary = "Recommends items to a user",
            description =
                    "With an ETag of model version, the user's ratings, catalogue and query. Without a model, or for a"
                            + " user with nothing to fold in, the most rated items: 'fallback' then says popularity.")
    @GetMapping("/users/{userId}/recommendations")
    ResponseEntity<RecommendationsResponse> recommend(
            @PathVariable @ExternalId String userId,
            @ParameterObject RecommendationParameters parameters,
            WebRequest request) {
        RecommendationQuery query = parameters.query();
        PreparedRecommendations prepared = recommender.forUser(userId, query);
        String entityTag = EntityTag.of(prepared.content());
        boolean notModified = request.checkNotModified(entityTag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(notModified ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(entityTag)
                .cacheControl(CacheControl.noCache().cachePrivate());
        if (notModified) {
            prepared.notModified();
            return answer.build();
        }
        return answer.body(RecommendationsResponse.of(userId, prepared.make(), query.explain()));
    }
}
