package dev.palate.core.nd4j;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.StepSettings;
import dev.palate.core.random.CounterRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch as dense matrices, with the same random numbers as the CPU engine's.
 *
 * @param inputs {@code [rows x items]}, after normalisation and dropout
 * @param targets {@code [rows x items]}
 * @param observed 1 for entries with a target, else 0
 * @param noise {@code [rows x latent]}; empty for a network without a code
 */
record DenseBatch(INDArray inputs, INDArray targets, INDArray observed, INDArray noise) {

    static {
        Nd4jThreads.one();
    }

    static DenseBatch of(
            NetworkSpec spec,
            RatingMatrix ratings,
            int[] order,
            int from,
            int to,
            StepSettings settings,
            DataType type) {
        int rows = to - from;
        double[][] inputs = new double[rows][spec.itemCount()];
        double[][] targets = new double[rows][spec.itemCount()];
        double[][] observed = new double[rows][spec.itemCount()];
        int size = spec.latent().map(l -> l.size()).orElse(0);
        float[] noise = new float[rows * size];
        for (int r = 0; r < rows; r++) {
            int source = order[from + r];
            fill(spec.input(), ratings.row(source), source, settings, inputs[r], targets[r], observed[r]);
            CounterRandom.of(
                            settings.noise().seed(),
                            CounterRandom.Stream.LATENT,
                            settings.noise().epoch(),
                            source)
                    .gaussians(noise, r * size, size);
        }
        return new DenseBatch(
                Nd4j.createFromArray(inputs).castTo(type),
                Nd4j.createFromArray(targets).castTo(type),
                Nd4j.createFromArray(observed).castTo(type),
                size == 0
                        ? Nd4j.empty(type)
                        : Nd4j.createFromArray(noise).reshape('c', rows, size).castTo(type));
    }

    private static void fill(
            InputTransform transform,
            SparseVector row,
            int source,
            StepSettings settings,
            double[] inputs,
            double[] targets,
            double[] observed) {
        float dropout = settings.noise().dropout() ? transform.dropout() : 0;
        CounterRandom random = CounterRandom.of(
                settings.noise().seed(),
                CounterRandom.Stream.DROPOUT,
                settings.noise().epoch(),
                source);
        double squares = 0;
        int kept = 0;
        for (int k = 0; k < row.size(); k++) {
            if (transform.keeps(row.value(k))) {
                float target = transform.target(row.value(k));
                boolean dropped = dropout > 0 && random.uniform(kept) < dropout;
                kept++;
                targets[row.index(k)] = target;
                observed[row.index(k)] = 1;
                inputs[row.index(k)] = dropped ? 0 : target / (1.0 - dropout);
                squares += target * target;
            }
        }
        if (transform.l2Normalised() && squares > 0) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] /= Math.sqrt(squares);
            }
        }
    }
}
