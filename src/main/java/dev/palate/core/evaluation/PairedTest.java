package dev.palate.core.evaluation;

import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.Estimate;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.split.HeldOutUsers;
import java.util.Arrays;

/**
 * Compares the model of an experiment with other models on its held-out users, user by user. Every model sees only the fold-in
 * of these users and is measured by the NDCG of the longest cut-off.
 */
public final class PairedTest {

    private final Evaluator evaluator;
    private final HeldOutUsers users;
    private final Bootstrap bootstrap;
    private final double[] own;
    private final Lead popularity;

    PairedTest(Evaluator evaluator, HeldOutUsers users, Bootstrap bootstrap, ItemScorer model, ItemScorer popularity) {
        this.evaluator = evaluator;
        this.users = users;
        this.bootstrap = bootstrap;
        this.own = evaluator.ndcg(model, users);
        this.popularity = over(popularity);
    }

    /**
     * The lead of the experiment's model over another model; all values are 0 without users.
     *
     * @param value the mean of the experiment's model
     * @param other the mean of the other model on the same users
     * @param difference mean of the differences of the users, with its 95% confidence interval
     */
    public record Lead(double value, double other, Estimate difference) {

        /** Whether the whole interval is above 0. */
        public boolean isSignificant() {
            return difference.low() > 0;
        }
    }

    /** The name of the metric, such as {@code ndcg@100}. */
    public String metric() {
        return evaluator.criterion();
    }

    /** The number of users that are measured. */
    public int userCount() {
        return users.count();
    }

    /** The number of test users that could not be measured. */
    public int skipped() {
        return users.skipped();
    }

    /** The lead over popularity, which was trained on the same users. */
    public Lead overPopularity() {
        return popularity;
    }

    /** The lead over {@code scorer}, which scores the items of this experiment. */
    public Lead over(ItemScorer scorer) {
        double[] others = evaluator.ndcg(scorer, users);
        double[] differences = new double[own.length];
        Arrays.setAll(differences, user -> own[user] - others[user]);
        return new Lead(mean(own), mean(others), bootstrap.mean(differences));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
