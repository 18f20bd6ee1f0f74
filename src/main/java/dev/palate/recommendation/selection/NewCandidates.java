package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;
import java.util.List;
import java.util.function.Predicate;

/** The items of one user's list whose scores are not those that a model computed, because it has not learned from any rating of them. */
public interface NewCandidates {

    /** No new items. */
    NewCandidates NONE = new NewCandidates() {
        @Override
        public boolean contains(int itemIndex) {
            return false;
        }

        @Override
        public List<Candidate> best(float[] scores, int offset, Predicate<Item> accepted, int most) {
            return List.of();
        }
    };

    /** Whether a scored item is one of them, so that its score means nothing. */
    boolean contains(int itemIndex);

    /**
     * The best of them, by descending score.
     *
     * @param scores {@code [items]} from {@code offset}, as the model computed them
     * @param accepted whether an item that the user has not seen may be in the list
     */
    List<Candidate> best(float[] scores, int offset, Predicate<Item> accepted, int most);
}
