package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.listing.ItemRankings;
import dev.palate.listing.ListKind;
import dev.palate.listing.RankedItem;
import dev.palate.listing.RankedItems;
import dev.palate.recommendation.query.Fallback;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The scores of the lists that replace a model. A list of trending or latest items continues with the most rated ones, because it can be
 * short: few items trend.
 */
@Component
class FallbackCounts {

    private final PopularItems popularItems;
    private final ItemRankings rankings;
    private final Map<Fallback, Combined> combined = new EnumMap<>(Fallback.class);

    FallbackCounts(PopularItems popularItems, ItemRankings rankings) {
        this.popularItems = popularItems;
        this.rankings = rankings;
    }

    /** @param counts what {@code ranking} and {@code popular} give together */
    private record Combined(RankedItems ranking, RatingCounts popular, RatingCounts counts) {}

    RatingCounts current(Fallback fallback) {
        RatingCounts popular = popularItems.current();
        if (fallback == Fallback.POPULAR) {
            return popular;
        }
        ListKind kind = fallback == Fallback.TRENDING ? ListKind.TRENDING : ListKind.LATEST;
        return combine(fallback, rankings.get(kind, rankings.window(kind, null)), popular);
    }

    @SuppressWarnings("ReferenceEquality") // both are immutable and replaced when they change
    private synchronized RatingCounts combine(Fallback fallback, RankedItems ranking, RatingCounts popular) {
        @Nullable Combined known = combined.get(fallback);
        if (known == null || known.ranking != ranking || known.popular != popular) {
            known = new Combined(ranking, popular, counts(ranking, popular));
            combined.put(fallback, known);
        }
        return known.counts;
    }

    /** The ranked items come first, in their order; the score of the last of them is above every count. */
    private static RatingCounts counts(RankedItems ranking, RatingCounts popular) {
        IdIndex items = popular.items();
        float[] scores = new float[items.size()];
        popular.write(scores, 0);
        float highest = 0;
        for (float score : scores) {
            highest = Math.max(highest, score);
        }
        List<RankedItem> ranked = ranking.all();
        for (int place = 0; place < ranked.size(); place++) {
            int item = items.indexOf(ranked.get(place).item().id());
            if (item != IdIndex.ABSENT) {
                scores[item] = highest + ranked.size() - place;
            }
        }
        return new RatingCounts(items, scores, popular.revision() + " " + Integer.toHexString(Arrays.hashCode(scores)));
    }
}
