package dev.palate.core.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.engine.sampling.SampledItems;
import dev.palate.core.engine.sampling.TouchedItems;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.Regularisation;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loss of one step on sampled items and its gradient, of a network with {@value #WIDTH} activations. */
class SampledLossTest {

    private static final int ITEMS = 20;
    private static final int WIDTH = 3;
    private static final int SAMPLES = 5;
    private static final double STEP = 1e-4;
    private static final StepSettings SETTINGS =
            new StepSettings(new StepSettings.Noise(9, 1, false), 0.01, 0, StepSettings.Part.ALL);

    private static final NetworkSpec SPEC = new NetworkSpec(
            ITEMS,
            new InputTransform(true, 1, true, 0, 0, 0),
            NetworkSpec.Topology.of(List.of(Layer.of(WIDTH, ActivationFunction.TANH)), Optional.empty(), List.of()),
            new NetworkSpec.Objective(OutputLoss.MULTINOMIAL, Regularisation.NONE),
            Initialisation.UNIFORM_FAN_IN);

    private final RatingMatrix ratings =
            RatingMatrix.of(ITEMS, List.of(user(0), user(1, 3, 4), user(4, 7), user(3), user(9, 10, 11), user(3, 9)));

    private static SparseVector user(int... items) {
        float[] values = new float[items.length];
        Arrays.fill(values, 5);
        return SparseVector.of(items, values);
    }

    /** The items of the step that trains on the users {@code 0..rows-1}. */
    private SampledItems sampled(int rows) {
        int[] items = IntStream.range(0, rows)
                .flatMap(row -> IntStream.of(ratings.row(row).indexes()))
                .toArray();
        TouchedItems touched = new TouchedItems(ITEMS);
        touched.index(items, items.length);
        SampledItems sampled = new SampledItems(ITEMS, SAMPLES);
        sampled.draw(ratings, value -> true, touched, CounterRandom.of(9, CounterRandom.Stream.OUTPUT_SAMPLES, 1, 0));
        return sampled;
    }

    /** The loss of a step; {@code first} receives the first moments of Adam, which are a tenth of the gradient. */
    private double step(Parameters parameters, int rows, Parameters[] first) {
        try (CpuTrainer trainer = new CpuTrainer(
                SPEC,
                new NetworkTrainer.Setup(OptimiserKind.ADAM, rows, 1).withOutputSamples(SAMPLES),
                NetworkTrainer.State.initial(SPEC, parameters))) {
            int[] order = IntStream.range(0, rows).toArray();
            double loss = trainer.step(ratings, order, 0, rows, SETTINGS);
            first[0] = trainer.optimiserState().first().get();
            return loss;
        }
    }

    /**
     * The user has item 0, whose logit is log 2; all others are 0. Each of 5 of 20 items stands for 4, so that 5 drawn ones give the
     * probability 2 / 22.
     */
    @Test
    void aDrawnItemStandsForAllThatAreNotDrawn() {
        SampledItems sampled = sampled(1);
        assertThat(sampled.count()).as("5 others").isEqualTo(6);
        Parameters parameters = Parameters.zeros(SPEC);
        parameters.bias(1)[0] = (float) Math.log(2);
        Parameters[] first = new Parameters[1];
        assertThat(step(parameters, 1, first)).isCloseTo(Math.log(11), within(1e-5));
        assertThat(first[0].bias(1)[0]).isCloseTo(0.1f * (1 / 11f - 1), within(1e-6f));
        assertThat(first[0].bias(1)[sampled.item(3)]).isCloseTo(0.1f * 2 / 11, within(1e-6f));
    }

    @Test
    void lossAndGradientsAreThoseOfCorrectedLogits() {
        int rows = 3;
        Parameters parameters = Parameters.initial(SPEC, 5);
        Parameters[] first = new Parameters[1];
        SampledItems sampled = sampled(rows);
        assertThat(step(parameters, rows, first)).isCloseTo(loss(doubles(parameters), sampled, rows), within(1e-5));
        double[][] values = doubles(parameters);
        double[][] gradients = doubles(first[0]);
        for (int tensor = 0; tensor < values.length; tensor++) {
            for (int at = 0; at < values[tensor].length; at++) {
                double value = values[tensor][at];
                values[tensor][at] = value + STEP;
                double above = loss(values, sampled, rows);
                values[tensor][at] = value - STEP;
                double below = loss(values, sampled, rows);
                values[tensor][at] = value;
                assertThat(10 * gradients[tensor][at])
                        .as("tensor %d, number %d", tensor, at)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-5));
            }
        }
    }

    /** Weights and biases of both layers. */
    private static double[][] doubles(Parameters p) {
        return new double[][] {doubles(p.weights(0)), doubles(p.bias(0)), doubles(p.weights(1)), doubles(p.bias(1))};
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(at -> values[at]).toArray();
    }

    private double loss(double[][] p, SampledItems sampled, int rows) {
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            SparseVector user = ratings.row(row);
            double[] hidden = hidden(p, user);
            double sum = 0;
            for (int at = 0; at < sampled.count(); at++) {
                int item = sampled.item(at);
                double correction = user.contains(item) ? 0 : sampled.correction(at, rows);
                sum += Math.exp(logit(p, hidden, item) - correction);
            }
            for (int item : user.indexes()) {
                loss -= logit(p, hidden, item) - Math.log(sum);
            }
        }
        return loss / rows;
    }

    private static double[] hidden(double[][] p, SparseVector user) {
        double[] hidden = p[1].clone();
        for (int k = 0; k < WIDTH; k++) {
            for (int item : user.indexes()) {
                hidden[k] += p[0][item * WIDTH + k] / Math.sqrt(user.size());
            }
            hidden[k] = Math.tanh(hidden[k]);
        }
        return hidden;
    }

    private static double logit(double[][] p, double[] hidden, int item) {
        double logit = p[3][item];
        for (int k = 0; k < WIDTH; k++) {
            logit += p[2][item * WIDTH + k] * hidden[k];
        }
        return logit;
    }
}
