package dev.palate.rating.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.rating.InvalidRatingsException;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatedItem;
import dev.palate.rating.Rating;
import dev.palate.rating.RatingOrder;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.UserRatings;
import dev.palate.rating.web.RatingBodyReader.SentRating;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users/{userId}")
@Tag(name = "Ratings")
class RatingController {

    private final RatingWriter writer;
    private final UserRatings ratings;
    private final RatingBodyReader reader;

    RatingController(RatingWriter writer, UserRatings ratings, RatingBodyReader reader) {
        this.writer = writer;
        this.ratings = ratings;
        this.reader = reader;
    }

    /** {@code value} accepts any JSON value, so that the problem for a value that is not a number can name the scale. */
    record RatingBody(
            @Schema(type = "number", requiredMode = Schema.RequiredMode.REQUIRED, example = "4.5") @Nullable
            Object value,

            @Schema(type = "string", format = "date-time", description = "the current time if absent") @Nullable
            String ratedAt) {}

    @PutMapping("/ratings/{itemId}")
    @Operation(summary = "Rates an item, and creates the user if necessary")
    Rating put(
            @PathVariable @ExternalId String userId,
            @PathVariable @ExternalId String itemId,
            @RequestBody RatingBody body) {
        List<FieldProblem> problems = new ArrayList<>();
        NewRating rating = reader.read(new SentRating(userId, itemId, body.value(), body.ratedAt()), "", problems);
        if (rating == null) {
            throw new InvalidRatingsException(problems);
        }
        writer.put(rating);
        return new Rating(itemId, rating.value(), rating.ratedAt());
    }

    @DeleteMapping("/ratings/{itemId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes a rating")
    void delete(@PathVariable @ExternalId String userId, @PathVariable @ExternalId String itemId) {
        writer.delete(userId, itemId);
    }

    @GetMapping("/ratings")
    @Operation(summary = "Lists a user's ratings with the titles of the items")
    Page<RatedItem> list(
            @PathVariable @ExternalId String userId,
            @RequestParam(defaultValue = "itemId")
                    @Parameter(description = "value, -value, ratedAt, -ratedAt, title, -title or itemId")
                    String sort,
            @Valid @ParameterObject PageParameters page) {
        return ratings.list(userId, order(sort), page);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erases a user and everything that is stored about the user")
    void erase(@PathVariable @ExternalId String userId) {
        writer.eraseUser(userId);
    }

    private static RatingOrder order(String sort) {
        return RatingOrder.of(sort)
                .orElseThrow(() -> new InvalidRatingsException(
                        List.of(new FieldProblem("sort", "must be one of " + RatingOrder.keys() + ", not " + sort))));
    }
}
