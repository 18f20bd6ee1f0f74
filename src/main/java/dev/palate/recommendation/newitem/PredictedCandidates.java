package dev.palate.recommendation.newitem;

import dev.palate.catalogue.Item;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.newitem.AttributeRegression.Taste;
import dev.palate.core.newitem.HashedAttributes;
import dev.palate.core.newitem.HashedAttributes.Contribution;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.FoldIn;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.NewCandidates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The new items for one user. Attributes explain only a part of a score, so predicted scores are closer to their mean than scores
 * are. A new item therefore gets the score of the rank that its predicted score has among the predicted scores of the known items that
 * the user has not seen: a new item whose attributes suit the user as well as those of the tenth-best known item do is ranked like the
 * item with the tenth-best score.
 */
final class PredictedCandidates implements NewCandidates {

    /** The attributes that explain an item, at most. */
    private static final int MOST_REASONS = 5;

    private final NewItemIndex index;
    private final FoldIn user;
    private final RecommendationQuery query;

    PredictedCandidates(NewItemIndex index, FoldIn user, RecommendationQuery query) {
        this.index = index;
        this.user = user;
        this.query = query;
    }

    @Override
    public boolean contains(int column) {
        return !index.columns().isRated(column);
    }

    @Override
    public List<Candidate> best(float[] scores, int offset, Predicate<Item> accepted, int most) {
        if (most == 0) {
            return List.of();
        }
        Taste taste = index.regression().taste(scores, offset);
        float[] predicted = new float[index.items().size()];
        for (int item = 0; item < predicted.length; item++) {
            predicted[item] = taste.score(index.attributes().row(item));
        }
        Ranking best =
                TopN.select(predicted, most, item -> isCandidate(index.items().get(item), accepted));
        if (best.size() == 0) {
            return List.of();
        }
        RankedScores known = RankedScores.of(scores, offset, taste.leftOut(scores, offset), this::isUnseen);
        List<Candidate> candidates = new ArrayList<>(best.size());
        for (int position = 0; position < best.size(); position++) {
            Item item = index.items().get(best.item(position));
            candidates.add(Candidate.ofNewItem(item, known.score(best.score(position)), reasons(item, taste)));
        }
        return candidates;
    }

    private boolean isCandidate(Item item, Predicate<Item> accepted) {
        return accepted.test(item) && (query.candidates().includeRated() || !isSeen(item));
    }

    private boolean isSeen(Item item) {
        int column = index.columns().ids().indexOf(item.id());
        return column < 0 ? user.unknownSeen().contains(item.id()) : user.seen().contains(column);
    }

    private boolean isUnseen(int column) {
        return index.columns().isRated(column) && !user.seen().contains(column);
    }

    private List<Contribution> reasons(Item item, Taste taste) {
        return query.explain()
                ? HashedAttributes.contributions(NewItemIndex.description(item), taste).stream()
                        .limit(MOST_REASONS)
                        .toList()
                : List.of();
    }
}
