package dev.palate.recommendation.query;

import dev.palate.catalogue.filter.CategoryFilter;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which items are candidates. Items that are hidden or not in the catalogue never are.
 *
 * @param excluded item ids that are never candidates
 * @param only item ids that alone are candidates; empty: the whole catalogue
 * @param includeRated whether items that the user has rated, or that interactions exclude, are candidates
 * @param newItems the greatest share of items without ratings when the model was trained, 0 to 1: the first p places of a list
 *     have at most {@code floor(p * newItems)} of them
 */
public record CandidateRules(
        CategoryFilter categories, Set<String> excluded, Set<String> only, boolean includeRated, double newItems) {

    /** The greatest number of excluded ids, and of ids that alone are candidates. */
    public static final int MOST_IDS = 10_000;

    /** The whole catalogue without the items that the user has rated. */
    public static final CandidateRules UNRATED = new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), false);

    public CandidateRules {
        excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
        only = Collections.unmodifiableSet(new TreeSet<>(only));
    }

    /** Without new items. */
    public CandidateRules(CategoryFilter categories, Set<String> excluded, Set<String> only, boolean includeRated) {
        this(categories, excluded, only, includeRated, 0);
    }

    /** The whole catalogue. */
    public static CandidateRules all() {
        return new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), true);
    }
}
