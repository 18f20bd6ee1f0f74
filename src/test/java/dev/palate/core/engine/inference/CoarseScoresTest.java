package dev.palate.core.engine.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TopN;
import dev.palate.core.model.TwoStageScores;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A network of {@value #ITEMS} items with {@value #WIDTH} activations before the last layer. */
class CoarseScoresTest {

    private static final int ITEMS = 5000;
    private static final int WIDTH = 96;
    private static final int USERS = 40;
    private static final int K = 30;

    private static final NetworkSpec SPEC = new NetworkSpec(
            ITEMS,
            new InputTransform(true, 1, true, 0, 0, 0),
            NetworkSpec.Topology.of(List.of(Layer.of(WIDTH, ActivationFunction.TANH)), Optional.empty(), List.of()),
            new NetworkSpec.Objective(OutputLoss.MULTINOMIAL, Regularisation.NONE),
            Initialisation.UNIFORM_FAN_IN);

    /** Rows of items in 12 directions, with a little of all others. */
    private final Parameters structured = parameters(12, 0.05);

    private final Parameters unstructured = parameters(0, 1);

    private static Parameters parameters(int directions, double noise) {
        Parameters parameters = Parameters.initial(SPEC, 3);
        SplittableRandom random = new SplittableRandom(1);
        double[][] axes = IntStream.range(0, directions)
                .mapToObj(axis -> random.doubles(WIDTH, -1, 1).toArray())
                .toArray(double[][]::new);
        for (int item = 0; item < ITEMS; item++) {
            double[] position = random.doubles(directions, -1, 1).toArray();
            for (int i = 0; i < WIDTH; i++) {
                // All rows have a part in common, which changes no ranking.
                double weight = 0.5 + noise * random.nextDouble(-1, 1);
                for (int axis = 0; axis < directions; axis++) {
                    weight += position[axis] * axes[axis][i];
                }
                parameters.weights(1)[item * WIDTH + i] = (float) weight;
                parameters.weights(0)[item * WIDTH + i] *= 30;
            }
            parameters.bias(1)[item] = random.nextInt(3) / 10f;
        }
        return parameters;
    }

    private static SparseVector user(int user) {
        SplittableRandom random = new SplittableRandom(user);
        int[] items = random.ints(1 + user % 20, 0, ITEMS).distinct().toArray();
        float[] values = new float[items.length];
        Arrays.fill(values, 1);
        return SparseVector.of(items, values);
    }

    @Test
    void fewCoordinatesFindTheBestItems() {
        try (QuantisedScorer exact = new QuantisedScorer(SPEC, structured, Integer.MAX_VALUE);
                QuantisedScorer coarse = new QuantisedScorer(SPEC, structured, 1)) {
            assertThat(exact.twoStages()).isEmpty();
            TwoStageScores stages = coarse.twoStages().orElseThrow();
            assertThat(stages.refinedItems()).isBetween(K, ITEMS / 4);
            for (int user = 0; user < USERS; user++) {
                float[] expected = new float[ITEMS];
                exact.score(user(user), expected);
                float[] scores = new float[ITEMS];
                stages.score(user(user), scores);
                int[] best = best(scores, stages.refinedItems());
                stages.refine(user(user), best, scores, 0);

                for (int item : best) {
                    assertThat(scores[item]).isCloseTo(expected[item], within(1e-4f));
                }
                assertThat(best(scores, K)).isEqualTo(best(expected, K));
            }
        }
    }

    /** What computes with scores, such as an ensemble or an exploration, never gets coarse ones. */
    @Test
    void scoresOutsideOfTheTwoStagesAreExact() {
        RatingMatrix ratings = RatingMatrix.of(ITEMS, List.of(user(5), user(6)));
        try (QuantisedScorer exact = new QuantisedScorer(SPEC, structured, Integer.MAX_VALUE);
                QuantisedScorer coarse = new QuantisedScorer(SPEC, structured, 1)) {
            float[] expected = new float[2 * ITEMS];
            exact.scoreRows(ratings, 0, 2, expected);
            float[] scores = new float[2 * ITEMS];
            coarse.scoreRows(ratings, 0, 2, scores);
            assertThat(scores).containsExactly(expected, within(1e-4f));

            coarse.score(user(5), scores);
            assertThat(Arrays.copyOf(scores, ITEMS)).containsExactly(Arrays.copyOf(expected, ITEMS), within(1e-4f));

            float[] codes = new float[2 * SPEC.encoder().get(0).size()];
            coarse.encode(ratings, new int[] {0, 1}, 0, 2, codes);
            coarse.decode(codes, 2, scores);
            assertThat(scores).containsExactly(expected, within(1e-4f));
        }
    }

    /** A coarse score differs from the exact one by what the coordinates leave out and by rounding, and not by the common part. */
    @Test
    void coarseScoresAreCloseToExactOnes() {
        try (QuantisedScorer exact = new QuantisedScorer(SPEC, structured, Integer.MAX_VALUE);
                QuantisedScorer coarse = new QuantisedScorer(SPEC, structured, 1)) {
            float[] expected = new float[ITEMS];
            exact.score(user(7), expected);
            float[] scores = new float[ITEMS];
            coarse.twoStages().orElseThrow().score(user(7), scores);
            double deviation = deviation(expected);
            for (int item = 0; item < ITEMS; item++) {
                assertThat((double) scores[item]).isCloseTo(expected[item], within(0.3 * deviation));
            }
        }
    }

    @Test
    void oneUserHasTheSameScoresAsMany() {
        RatingMatrix ratings = RatingMatrix.of(
                ITEMS,
                IntStream.range(0, USERS).mapToObj(CoarseScoresTest::user).toList());
        try (QuantisedScorer coarse = new QuantisedScorer(SPEC, structured, 1)) {
            float[] many = new float[USERS * ITEMS];
            TwoStageScores stages = coarse.twoStages().orElseThrow();
            stages.scoreRows(ratings, 0, USERS, many);
            int[] refined = {0, 17, ITEMS - 1};
            for (int user = 0; user < USERS; user++) {
                float[] one = new float[ITEMS];
                stages.score(ratings.row(user), one);
                assertThat(Arrays.copyOfRange(many, user * ITEMS, (user + 1) * ITEMS))
                        .isEqualTo(one);
                stages.refine(ratings.row(user), refined, many, user * ITEMS);
                stages.refine(ratings.row(user), refined, one, 0);
                assertThat(Arrays.copyOfRange(many, user * ITEMS, (user + 1) * ITEMS))
                        .isEqualTo(one);
            }
        }
    }

    @Test
    void scoresAreExactIfFewCoordinatesDoNotSuffice() {
        try (QuantisedScorer exact = new QuantisedScorer(SPEC, unstructured, Integer.MAX_VALUE);
                QuantisedScorer rows = new QuantisedScorer(SPEC, unstructured, 1)) {
            assertThat(rows.twoStages()).isEmpty();
            float[] expected = new float[ITEMS];
            exact.score(user(3), expected);
            float[] scores = new float[ITEMS];
            rows.score(user(3), scores);
            assertThat(scores).containsExactly(expected, within(1e-3f));
        }
    }

    /** The rows differ in all directions, but the order is that of the biases. */
    @Test
    void fewCoordinatesSufficeIfBiasesDecide() {
        Parameters parameters = parameters(0, 0.01);
        SplittableRandom random = new SplittableRandom(8);
        for (int item = 0; item < ITEMS; item++) {
            parameters.bias(1)[item] = (float) random.nextDouble(-5, 5);
        }
        try (QuantisedScorer scorer = new QuantisedScorer(SPEC, parameters, 1)) {
            assertThat(scorer.twoStages()).isPresent();
        }
    }

    /**
     * The rows differ most in the weight of an activation that all users have alike, and the biases take that part off the scores: the order
     * is that of all other weights.
     */
    @Test
    void fewCoordinatesDoNotSufficeIfBiasesCompensateThem() {
        Parameters parameters = parameters(0, 1);
        parameters.bias(0)[0] = 1;
        SplittableRandom random = new SplittableRandom(8);
        for (int item = 0; item < ITEMS; item++) {
            for (int i = 0; i < WIDTH; i++) {
                parameters.weights(0)[item * WIDTH + i] /= 30;
            }
            parameters.weights(0)[item * WIDTH] = 0;
            float common = (float) random.nextDouble(-10, 10);
            parameters.weights(1)[item * WIDTH] = common;
            parameters.bias(1)[item] = (float) (-common * Math.tanh(1));
        }
        try (QuantisedScorer scorer = new QuantisedScorer(SPEC, parameters, 1)) {
            assertThat(scorer.twoStages()).isEmpty();
        }
    }

    private static int[] best(float[] scores, int count) {
        return TopN.select(scores, count, item -> true).items();
    }

    private static double deviation(float[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(at -> values[at])
                .average()
                .orElseThrow();
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(at -> (values[at] - mean) * (values[at] - mean))
                .average()
                .orElseThrow());
    }
}
