package dev.palate.recommendation.web;

import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ListPage;
import dev.palate.rule.ExpressionCompiler;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a recommendation query, declared once: {@link RecommendationParametersResolver} reads them from the query
 * string, and request bodies embed them without nesting. These two construct it by component name.
 */
public record RecommendationParameters(
        @Schema(description = "Length of the list, 1 to 1000; default 30.") @Min(1) @Max(ListPage.MAX_K) @Nullable
        Integer k,

        @Schema(description = "Algorithm, such as vae; default: the default model.") @Nullable
        String model,

        @Schema(description = "Version of that model; default: the active one.") @Min(1) @Nullable
        Integer version,

        @Schema(
                description = "Drama or any:Drama: at least one of these; all:War: every one of these; none:Horror: not"
                        + " one of these. Separated by commas or repeated.")
        @Size(max = CategoryFilter.MOST_TERMS)
        @Nullable
        List<@NotNull String> category,

        @Schema(description = "Item ids to exclude, at most 10000; an empty list excludes none.")
        @Size(max = CandidateRules.MOST_IDS)
        @Nullable
        List<@NotNull String> exclude,

        @Schema(
                description = "The only item ids that are candidates, 1 to 10000: the list ranks these items. An empty"
                        + " list is an error.")
        @Size(max = CandidateRules.MOST_IDS)
        @Nullable
        List<@NotNull String> candidates,

        @Schema(description = "Whether items that the user has rated, or that interactions exclude, are candidates.")
        @Nullable
        Boolean includeRated,

        @Schema(
                description = "The greatest share of items without ratings when the model was trained; default 0:"
                        + " none. The first p places have at most floor(p * newItems) of them. 'coldItems' names them.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double newItems,

        @Schema(
                description = "Whether each item names the ratings that contributed to it, and each new item its"
                        + " attributes.")
        @Nullable
        Boolean explain,

        @Schema(description = "0: the order of the scores; up to 1: more varied in categories.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double diversity,

        @Schema(
                description =
                        "0: the order of the scores; up to 1: the categories of the list have the shares that they"
                                + " have among the items that the user likes. With diversity, the order that diversity alone"
                                + " would give is calibrated.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double calibration,

        @Schema(
                description =
                        "0 or absent: the most likely list; up to 3: a list sampled from the model's posterior, whose"
                                + " standard deviations this multiplies. Only for models of vae and recvae.")
        @DecimalMin("0")
        @DecimalMax("3")
        @Nullable
        Double exploration,

        @Schema(description = "Seed of the sampling: the same seed and ratings give the same list; default 0.")
        @Nullable
        Long seed,

        @Schema(description = "How many of the best items to skip, up to 100000.") @Min(0) @Max(100_000) @Nullable
        Integer offset,

        @Schema(
                description = "Only items for which this CEL expression is true. It reads item, user and now:"
                        + " item.attributes.price < 20 && \"Drama\" in item.categories.")
        @Size(min = 1, max = ExpressionCompiler.MOST_CHARACTERS)
        @Nullable
        String filter,

        @Schema(
                description = "A CEL expression: the factor with which an item's score counts, 0.001 to 1000:"
                        + " item.year > 1995 ? 1.5 : 1.0.")
        @Size(min = 1, max = ExpressionCompiler.MOST_CHARACTERS)
        @Nullable
        String boost,

        @Schema(description = "The name of a scenario. The other parameters override its values.")
        @Size(min = 1, max = 50)
        @Nullable
        String scenario) {

    /** A request without any parameter. */
    static final RecommendationParameters NONE = new RecommendationParameters(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
