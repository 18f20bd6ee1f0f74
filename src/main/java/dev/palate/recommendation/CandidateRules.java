package dev.palate.recommendation;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which items compete for a place. Items that are not in the catalogue never do, nor do items that the model has not seen.
 *
 * @param excluded item ids that are left out
 * @param only item ids of which alone the list is made; empty: the whole catalogue
 * @param includeRated whether items that the user has rated compete as well
 */
public record CandidateRules(CategoryFilter categories, Set<String> excluded, Set<String> only, boolean includeRated) {

    /** The whole catalogue but for what the user has rated. */
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
