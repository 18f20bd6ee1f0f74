package dev.palate.recommendation.query;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which items are candidates. Items that are hidden or not in the catalogue, or that the model does not know, never are.
 *
 * @param excluded item ids that are never candidates
 * @param only item ids that alone are candidates; empty: the whole catalogue
 * @param includeRated whether items that the user has rated, or that interactions exclude, are candidates
 */
public record CandidateRules(CategoryFilter categories, Set<String> excluded, Set<String> only, boolean includeRated) {

    /** The greatest number of excluded ids, and of ids that alone are candidates. */
    public static final int MOST_IDS = 10_000;

    /** The whole catalogue without the items that the user has rated. */
    public static final CandidateRules UNRATED = new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), false);

    public CandidateRules {
        excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
        only = Collections.unmodifiableSet(new TreeSet<>(only));
    }

    /** The whole catalogue. */
    public static CandidateRules all() {
        return new CandidateRules(CategoryFilter.OPEN, Set.of(), Set.of(), true);
    }
}
