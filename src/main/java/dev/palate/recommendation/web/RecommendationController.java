package dev.palate.recommendation.web;

import dev.palate.problem.ExternalId;
import dev.palate.rating.UnknownUserException;
import dev.palate.recommendation.ArmQueries;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.Recommender;
import dev.palate.recommendation.VisitorRecommender;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@Tag(name = "Recommendations")
class RecommendationController {

    private static final String POPULAR = "popular";

    private final Recommender recommender;
    private final VisitorRecommender visitors;
    private final ArmQueries arms;

    RecommendationController(Recommender recommender, VisitorRecommender visitors, ArmQueries arms) {
        this.recommender = recommender;
        this.visitors = visitors;
        this.arms = arms;
    }

    @Operation(
            summary = "Recommends items to a user",
            description =
                    "The ETag depends on the model version, the user's ratings, the catalogue and the query. Without a"
                            + " model, or for a user with nothing to fold in, the list contains the most rated items:"
                            + " 'fallback' is then popularity.")
    @GetMapping("/users/{userId}/recommendations")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "304", content = @Content)
    ResponseEntity<RecommendationsResponse> recommend(
            @PathVariable @ExternalId String userId,
            @ParameterObject RecommendationParameters parameters,
            @RequestParam(defaultValue = "error")
                    @Pattern(regexp = "error|popular", message = "must be error or popular")
                    @Parameter(
                            description =
                                    "For an id that no user has: error (404), or popular for the most rated items.")
                    String unknownUser,
            @RequestParam(required = false)
                    @Parameter(
                            description =
                                    "The experiment whose arms decide about the model; 'experiment' in the response names the"
                                            + " user's arm.")
                    @Nullable
                    String experiment,
            WebRequest request) {
        AssignedQuery query = arms.of(experiment, userId, parameters.query());
        try {
            return known(userId, query, request);
        } catch (UnknownUserException e) {
            if (!unknownUser.equals(POPULAR)) {
                throw e;
            }
            Recommendations popular = visitors.recommend(List.of(), false, query.query());
            return ResponseEntity.ok(
                    RecommendationsResponse.of(userId, popular, query.query().explain()));
        }
    }

    private ResponseEntity<RecommendationsResponse> known(String userId, AssignedQuery query, WebRequest request) {
        // checkNotModified also sets the ETag of the response.
        Optional<Recommendations> list =
                recommender.forUser(userId, query, content -> request.checkNotModified(EntityTag.of(content)));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(
                        list.isPresent() ? HttpStatus.OK : HttpStatus.NOT_MODIFIED)
                .cacheControl(CacheControl.noCache().cachePrivate());
        return list.map(found -> response.body(
                        RecommendationsResponse.of(userId, found, query.query().explain(), query.assignment())))
                .orElseGet(response::build);
    }
}
