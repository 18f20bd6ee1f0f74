package dev.palate.core.network;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small networks, one for each loss and kind of layer, and ratings to train them on. */
public final class Networks {

    public static final int ITEMS = 23;

    private Networks() {}

    /**
     * Every loss with and without a code if both make sense, and every activation function, prior, weighting and penalty. No
     * algorithm combines a code with the loss on rated items yet, but the engines support it.
     */
    public static List<NetworkSpec> all() {
        InputTransform binary = new InputTransform(true, 3, true, 0.4f, 0, 0.7f);
        List<Layer> none = List.of();
        List<Layer> sigmoid = List.of(Layer.of(5, ActivationFunction.SIGMOID));
        List<Layer> relus = List.of(Layer.of(7, ActivationFunction.RELU), Layer.of(6, ActivationFunction.RELU));
        List<Layer> tanh = List.of(Layer.of(9, ActivationFunction.TANH));
        List<Layer> swish = IntStream.range(0, 4)
                .mapToObj(l -> new Layer(8, ActivationFunction.SWISH, true))
                .toList();
        Regularisation norm = new Regularisation(Regularisation.Kind.L2_NORM, 0.3f);
        Regularisation squared = new Regularisation(Regularisation.Kind.SQUARED_L2, 0.2f);
        Optional<Latent> noCode = Optional.empty();
        Topology shallow = Topology.of(sigmoid, noCode, none);
        Topology deep = Topology.of(relus, latent(Latent.Prior.STANDARD, Latent.KlWeight.SUM), relus);
        Topology mirrored = Topology.of(tanh, latent(Latent.Prior.STANDARD, Latent.KlWeight.MEAN), tanh);
        Topology codeAlone = Topology.of(none, latent(Latent.Prior.STANDARD, Latent.KlWeight.MEAN), none);
        Topology composite =
                new Topology(swish, true, latent(Latent.Prior.COMPOSITE, Latent.KlWeight.PER_INTERACTION_MEAN), none);
        return List.of(
                spec(InputTransform.RAW, shallow, OutputLoss.SQUARED_SUM, norm),
                spec(InputTransform.RAW, shallow, OutputLoss.SQUARED_OBSERVED, squared),
                spec(InputTransform.RAW, deep, OutputLoss.SQUARED_MEAN, Regularisation.NONE),
                spec(InputTransform.RAW, mirrored, OutputLoss.SQUARED_OBSERVED, squared),
                spec(binary, mirrored, OutputLoss.MULTINOMIAL, squared),
                spec(binary, codeAlone, OutputLoss.MULTINOMIAL, Regularisation.NONE),
                spec(binary, Topology.of(tanh, noCode, tanh), OutputLoss.MULTINOMIAL, Regularisation.NONE),
                spec(binary, composite, OutputLoss.MULTINOMIAL, Regularisation.NONE));
    }

    private static NetworkSpec spec(InputTransform input, Topology topology, OutputLoss loss, Regularisation penalty) {
        return new NetworkSpec(ITEMS, input, topology, new Objective(loss, penalty), Initialisation.UNIFORM_FAN_IN);
    }

    private static Optional<Latent> latent(Latent.Prior prior, Latent.KlWeight weight) {
        return Optional.of(new Latent(4, prior, weight));
    }

    /** Random ratings from 0 to 5 at random times, with one empty row; a 0 is also a rating. */
    public static RatingMatrix ratings(int users) {
        List<SparseVector> rows = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SHUFFLE, 0, u);
            int[] items = IntStream.range(0, ITEMS)
                    .filter(i -> random.uniform(i) < 0.3)
                    .toArray();
            float[] values = new float[items.length];
            long[] times = new long[items.length];
            for (int k = 0; k < items.length; k++) {
                values[k] = random.below(100 + k, 6);
                times[k] = random.below(200 + k, 50);
            }
            rows.add(u == 2 ? SparseVector.empty() : SparseVector.of(items, values, times));
        }
        return RatingMatrix.of(ITEMS, rows);
    }
}
