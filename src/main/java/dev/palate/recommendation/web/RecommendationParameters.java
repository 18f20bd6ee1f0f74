package dev.palate.recommendation.web;

import dev.palate.recommendation.CandidateRules;
import dev.palate.recommendation.CategoryFilter;
import dev.palate.recommendation.Exploration;
import dev.palate.recommendation.ExplorationException;
import dev.palate.recommendation.ModelChoice;
import dev.palate.recommendation.RecommendationQuery;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every list of recommendations can be asked for. */
record RecommendationParameters(
        @Parameter(description = "Length of the list, 1 to 1000; 30 when absent.")
        @Min(1)
        @Max(RecommendationQuery.MAX_K)
        @Nullable
        Integer k,

        @Parameter(description = "Algorithm, such as vae; absent: the default model.") @Nullable
        String model,

        @Parameter(description = "Version of that model; absent: the active one.") @Min(1) @Nullable
        Integer version,

        @Parameter(
                description = "Drama or any:Drama: at least one of these; all:War: every one of these; none:Horror: not"
                        + " one of these. Separated by commas or repeated.")
        @Nullable
        List<String> category,

        @Parameter(description = "Item ids to leave out.") @Nullable
        List<String> exclude,

        @Parameter(description = "Item ids of which alone the list is made: scores these items.") @Nullable
        List<String> candidates,

        @Parameter(description = "Whether items that the user has rated compete as well.") @Nullable
        Boolean includeRated,

        @Parameter(description = "Whether each item names the ratings that carried it.") @Nullable
        Boolean explain,

        @Parameter(description = "0: the model's order; up to 1: the more varied in categories.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double diversity,

        @Parameter(
                description =
                        "0 or absent: the model's likeliest list; up to 3: a list drawn from its posterior, by so many"
                                + " of its standard deviations. Models of vae and recvae alone.")
        @DecimalMin("0")
        @DecimalMax("3")
        @Nullable
        Double exploration,

        @Parameter(description = "Of the draw: the same seed and ratings give the same list; 0 when absent.") @Nullable
        Long seed,

        @Parameter(description = "How many of the best to pass over, up to 100000.") @Min(0) @Max(100_000) @Nullable
        Integer offset) {

    RecommendationQuery query() {
        Exploration drawn = exploration == null || exploration == 0
                ? Exploration.NONE
                : new Exploration(exploration, seed == null ? 0 : seed);
        if (!drawn.equals(Exploration.NONE) && Boolean.TRUE.equals(explain)) {
            throw ExplorationException.withExplanation();
        }
        CandidateRules rules = new CandidateRules(
                CategoryFilter.parse(orEmpty(category)),
                Set.copyOf(orEmpty(exclude)),
                Set.copyOf(orEmpty(candidates)),
                Boolean.TRUE.equals(includeRated));
        return new RecommendationQuery(
                new ModelChoice(model, version, drawn),
                rules,
                k == null ? RecommendationQuery.DEFAULT_K : k,
                offset == null ? 0 : offset,
                diversity == null ? 0 : diversity,
                Boolean.TRUE.equals(explain));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
