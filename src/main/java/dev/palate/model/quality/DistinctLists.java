package dev.palate.model.quality;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The share of distinct lists of the best ten items among two hundred users. Rated items are not left out, because the lists of a
 * model that ignores the user would differ by them alone.
 */
public final class DistinctLists {

    private static final int USERS = 200;
    private static final int LENGTH = 10;

    private DistinctLists() {}

    /**
     * The share for users spread evenly over {@code ratings}, all of them if there are fewer; 1 without users.
     *
     * @param ratings {@code [users x items]}
     */
    public static double share(ItemScorer scorer, RatingMatrix ratings) {
        int users = Math.min(USERS, ratings.rowCount());
        Set<List<Integer>> lists = new HashSet<>();
        float[] scores = new float[scorer.itemCount()];
        for (int user = 0; user < users; user++) {
            SparseVector row = ratings.row((int) ((long) user * ratings.rowCount() / users));
            scorer.score(row, scores);
            Ranking ranking = TopN.select(scores, LENGTH, item -> true);
            lists.add(IntStream.range(0, ranking.size()).mapToObj(ranking::item).toList());
        }
        return users == 0 ? 1 : (double) lists.size() / users;
    }
}
