package dev.palate.recommendation.web;

import dev.palate.attribute.Attributes;
import dev.palate.problem.ExternalId;
import dev.palate.rating.UnknownUserException;
import dev.palate.recommendation.AssignedQuery;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.Recommender;
import dev.palate.recommendation.VisitorRecommender;
import dev.palate.recommendation.query.ListPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@Tag(name = "Recommendations")
class RecommendationController {

    private static final String POPULAR = "popular";

    private final Recommender recommender;
    private final VisitorRecommender visitors;
    private final QueryReader queries;
    private final RenderedItems rendered;

    RecommendationController(
            Recommender recommender, VisitorRecommender visitors, QueryReader queries, RenderedItems rendered) {
        this.recommender = recommender;
        this.visitors = visitors;
        this.queries = queries;
        this.rendered = rendered;
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
            @RequestParam(defaultValue = "false")
                    @Parameter(
                            description =
                                    "Whether the list is stored, so that every process can serve its next pages for a day. Otherwise the"
                                            + " process that served the list remembers it while there is memory.")
                    boolean pages,
            WebRequest request) {
        AssignedQuery query = queries.read(parameters, experiment, userId);
        try {
            return known(userId, query, pages, request);
        } catch (UnknownUserException e) {
            if (!unknownUser.equals(POPULAR)) {
                throw e;
            }
            Recommendations popular = visitors.recommend(List.of(), false, query.query(), Attributes.NONE);
            return ResponseEntity.ok(RecommendationsResponse.of(
                    userId,
                    popular,
                    query.followed().withoutExperiment(),
                    query.query().explain()));
        }
    }

    @Operation(
            summary = "The next page of a list, without the items that were shown",
            description =
                    "The id is that of a user's list or of any of its pages; the pages of a list follow one another. Ratings, models"
                            + " and rules may change meanwhile: the order is the present one, and no item is shown twice. A page"
                            + " without items is the end. Needs the role read.")
    @PostMapping("/recommendations/{recommendationId}/next")
    RecommendationsResponse next(
            @PathVariable String recommendationId,
            @RequestParam(defaultValue = "30") @Min(1) @Max(ListPage.MAX_K) int k) {
        Recommender.Page page = recommender.next(recommendationId, k);
        return RecommendationsResponse.of(
                page.userId(), page.list(), page.followed(), page.query().explain());
    }

    private ResponseEntity<RecommendationsResponse> known(
            String userId, AssignedQuery query, boolean pages, WebRequest request) {
        // checkNotModified also sets the ETag of the response.
        Optional<Recommendations> list =
                recommender.forUser(userId, query, pages, content -> request.checkNotModified(EntityTag.of(content)));
        ResponseEntity.BodyBuilder response = ResponseEntity.status(
                        list.isPresent() ? HttpStatus.OK : HttpStatus.NOT_MODIFIED)
                .cacheControl(CacheControl.noCache().cachePrivate());
        return list.map(found -> response.body(RecommendationsResponse.of(
                        userId,
                        found,
                        query.followed(),
                        rendered.of(found.items(), query.query().explain()))))
                .orElseGet(response::build);
    }
}
