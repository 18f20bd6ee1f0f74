package dev.palate.recommendation;

import java.util.function.Supplier;

/** A user's list that is not made yet, with a revision that says whether the caller has it already. */
public final class PreparedRecommendations {

    private final String revision;
    private final Supplier<IdentifiedRecommendations> make;
    private final Runnable drop;

    PreparedRecommendations(String revision, Supplier<IdentifiedRecommendations> make, Runnable drop) {
        this.revision = revision;
        this.make = make;
        this.drop = drop;
    }

    /** Equal revisions of one user and query mean equal lists. */
    public String revision() {
        return revision;
    }

    public IdentifiedRecommendations make() {
        return make.get();
    }

    /** The caller has the list: it need not be made. */
    public void notModified() {
        drop.run();
    }
}
