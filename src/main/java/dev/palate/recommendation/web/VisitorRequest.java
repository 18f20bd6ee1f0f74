package dev.palate.recommendation.web;

import dev.palate.rating.Rating;
import dev.palate.recommendation.RecommendationQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a visitor's question: the ratings, and what {@link RecommendationParameters} holds.
 *
 * @param ratings no item twice; empty: the most rated items
 * @param strict whether an item that the model does not know is an error; otherwise it is listed and ignored
 */
record VisitorRequest(
        @NotNull @Size(max = 10_000) List<@Valid @NotNull VisitorRating> ratings,
        @Nullable Boolean strict,
        @Min(1) @Max(RecommendationQuery.MAX_K) @Nullable Integer k,
        @Nullable String model,
        @Min(1) @Nullable Integer version,
        @Nullable List<String> category,
        @Nullable List<String> exclude,
        @Nullable List<String> candidates,
        @Nullable Boolean includeRated,
        @Nullable Boolean explain,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double diversity,
        @DecimalMin("0") @DecimalMax("3") @Nullable Double exploration,
        @Nullable Long seed,
        @Min(0) @Max(100_000) @Nullable Integer offset) {

    @Schema(name = "VisitorRating")
    record VisitorRating(@NotEmpty String itemId, @NotNull Float value) {}

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
                        offset)
                .query();
    }

    List<Rating> ratedAt(Instant now) {
        return ratings.stream()
                .map(rating -> new Rating(rating.itemId(), rating.value(), now))
                .toList();
    }
}
