package dev.palate.recommendation;

import java.util.function.Supplier;

/** A user's list that is not made yet, with a digest that says whether the caller has it already. */
public final class PreparedRecommendations {

    private final ContentDigest content;
    private final Supplier<IdentifiedRecommendations> make;
    private final Runnable drop;

    PreparedRecommendations(ContentDigest content, Supplier<IdentifiedRecommendations> make, Runnable drop) {
        this.content = content;
        this.make = make;
        this.drop = drop;
    }

    /** Equal digests of one user's lists mean equal lists. */
    public ContentDigest content() {
        return content;
    }

    public IdentifiedRecommendations make() {
        return make.get();
    }

    /** The caller has the list: it need not be made. */
    public void notModified() {
        drop.run();
    }
}
