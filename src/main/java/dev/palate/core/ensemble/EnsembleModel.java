package dev.palate.core.ensemble;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.training.Algorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scores by the weighted sum of its members' scores, each standardised over the items that the user has not rated, because the
 * members' scores have different units.
 */
class EnsembleModel implements Model {

    private static final String MEMBERS = "ensemble.members";
    private static final String SETTINGS = "ensemble.settings";

    private final EnsembleHyperparameters settled;
    private final List<Weighted<Model>> members;
    private final WeightedScorer scorer;

    /**
     * A scorer and its weight in the sum.
     *
     * @param name of its algorithm
     * @param weight rounded to a float, as it is saved, so that a restored model gives the same scores
     */
    record Weighted<S extends ItemScorer>(String name, S scorer, double weight) {

        Weighted {
            weight = (float) weight;
        }
    }

    /**
     * Closes the members when it is closed.
     *
     * @param settled the hyper-parameters with which a training without validation users gives a model like this one
     * @param members at least one
     */
    EnsembleModel(EnsembleHyperparameters settled, List<Weighted<Model>> members) {
        this.settled = settled;
        this.members = List.copyOf(members);
        this.scorer = new WeightedScorer(this.members);
    }

    /** A model that predicts ratings if all members do. */
    static EnsembleModel of(EnsembleHyperparameters settled, List<Weighted<Model>> members) {
        return members.stream().allMatch(member -> member.scorer() instanceof RatingPredicting)
                ? new OfRatings(settled, members)
                : new EnsembleModel(settled, members);
    }

    EnsembleHyperparameters settled() {
        return settled;
    }

    List<Weighted<Model>> members() {
        return members;
    }

    @Override
    public int itemCount() {
        return scorer.itemCount();
    }

    @Override
    public float leastInput() {
        return scorer.leastInput();
    }

    @Override
    public boolean usesRecency() {
        return scorer.usesRecency();
    }

    @Override
    public boolean benefitsFromBatching() {
        return scorer.benefitsFromBatching();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scorer.score(foldIn, scores);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        scorer.scoreRows(foldIn, from, to, scores);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SETTINGS, settled.fitWeights() + " " + settled.threshold());
        StringBuilder names = new StringBuilder();
        float[] weights = new float[members.size()];
        for (int at = 0; at < weights.length; at++) {
            names.append(members.get(at).name()).append('\n');
            weights[at] = (float) members.get(at).weight();
        }
        checkpoint.text(MEMBERS, names + "\n" + String.join("\n", settled.members()));
        checkpoint.floats("ensemble.weights", weights);
        for (int at = 0; at < weights.length; at++) {
            members.get(at).scorer().save(checkpoint.within(prefix(at)));
        }
    }

    private static String prefix(int member) {
        return "member." + member + ".";
    }

    /** Reads a model or, with {@code quantised} and if a member has a form with 8 bits per weight, a scorer that is no model. */
    static ItemScorer restore(CheckpointReader checkpoint, List<Algorithm<?>> known, boolean quantised)
            throws IOException {
        String[] halves = checkpoint.text(MEMBERS).split("\n\n", -1);
        String[] settings = checkpoint.text(SETTINGS).split(" ", -1);
        List<String> names = Arrays.asList(halves[0].split("\n", -1));
        float[] weights = checkpoint.floats("ensemble.weights", names.size());
        List<Weighted<Model>> models = new ArrayList<>();
        List<Weighted<ItemScorer>> scorers = new ArrayList<>();
        try {
            for (int at = 0; at < weights.length; at++) {
                String name = names.get(at);
                Algorithm<?> algorithm = Ensemble.find(known, name);
                Optional<ItemScorer> small =
                        quantised ? algorithm.restoreQuantised(checkpoint.within(prefix(at))) : Optional.empty();
                if (small.isPresent()) {
                    scorers.add(new Weighted<>(name, small.get(), weights[at]));
                } else {
                    Model model = algorithm.restore(checkpoint.within(prefix(at)));
                    scorers.add(new Weighted<>(name, model, weights[at]));
                    models.add(new Weighted<>(name, model, weights[at]));
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            scorers.forEach(member -> member.scorer().close());
            throw e;
        }
        return models.size() < scorers.size()
                ? new WeightedScorer(scorers)
                : of(
                        new EnsembleHyperparameters(
                                Arrays.asList(halves[1].split("\n", -1)),
                                Boolean.parseBoolean(settings[0]),
                                Double.parseDouble(settings[1])),
                        models);
    }

    @Override
    public void close() {
        scorer.close();
    }

    /** Predicts the weighted mean of its members' predictions. */
    static final class OfRatings extends EnsembleModel implements RatingPredicting {

        OfRatings(EnsembleHyperparameters settled, List<Weighted<Model>> members) {
            super(settled, members);
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            mean(scores, (member, own) -> member.score(foldIn, own));
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            float[] row = new float[itemCount()];
            for (int user = from; user < to; user++) {
                score(foldIn.row(user), row);
                System.arraycopy(row, 0, scores, (user - from) * row.length, row.length);
            }
        }

        @Override
        public void predict(int trainingRow, SparseVector ratings, float[] predictions) {
            mean(predictions, (member, own) -> ((RatingPredicting) member).predict(trainingRow, ratings, own));
        }

        private interface Prediction {

            void of(Model member, float[] own);
        }

        private void mean(float[] predictions, Prediction prediction) {
            int items = itemCount();
            double total = members().stream().mapToDouble(Weighted::weight).sum();
            float[] own = new float[items];
            Arrays.fill(predictions, 0, items, 0);
            for (Weighted<Model> member : members()) {
                prediction.of(member.scorer(), own);
                float factor = (float) (member.weight() / total);
                for (int item = 0; item < items; item++) {
                    predictions[item] += factor * own[item];
                }
            }
        }
    }
}
