package dev.palate.bench;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The same layers as a DL4J {@link MultiLayerNetwork} with DL4J's own Adam, on dense batches. It computes less than the engine:
 * a latent code is its mean, without noise and divergence, and a loss over rated items masks the others.
 */
final class Dl4jSteps implements Steps {

    private final MultiLayerNetwork network;
    private final NetworkSpec spec;
    private final RatingMatrix ratings;
    private final INDArray inputs;
    private final INDArray mask;
    private final float[] dense;
    private final float[] rated;
    private final int batch;
    private final Random random = new Random(7);

    Dl4jSteps(NetworkSpec spec, RatingMatrix ratings, int batch) {
        this.spec = spec;
        this.ratings = ratings;
        this.batch = batch;
        this.network = network(spec);
        this.dense = new float[batch * spec.itemCount()];
        this.rated = new float[dense.length];
        this.inputs = Nd4j.create(DataType.FLOAT, batch, spec.itemCount());
        this.mask = Nd4j.create(DataType.FLOAT, batch, spec.itemCount());
    }

    private static MultiLayerNetwork network(NetworkSpec spec) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .seed(1)
                .updater(new Adam(0.001))
                .list();
        List<Layer> layers = new ArrayList<>(spec.weightedLayers());
        spec.latent()
                .ifPresent(code ->
                        layers.set(spec.encoderDepth() - 1, Layer.of(code.size(), ActivationFunction.IDENTITY)));
        int last = layers.size() - 1;
        for (int l = 0; l < last; l++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(spec.inputSize(l))
                    .nOut(layers.get(l).size())
                    .activation(org.nd4j.linalg.activations.Activation.valueOf(
                            layers.get(l).activation().name()))
                    .build());
        }
        boolean multinomial = spec.loss() == OutputLoss.MULTINOMIAL;
        list.layer(new OutputLayer.Builder(multinomial ? LossFunction.MCXENT : LossFunction.MSE)
                .nIn(spec.inputSize(last))
                .nOut(spec.itemCount())
                .activation(
                        multinomial
                                ? org.nd4j.linalg.activations.Activation.SOFTMAX
                                : org.nd4j.linalg.activations.Activation.IDENTITY)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    @Override
    public Timings run(double seconds) {
        return Timings.of(seconds, this::step);
    }

    private void step() {
        boolean binary = spec.loss() == OutputLoss.MULTINOMIAL;
        java.util.Arrays.fill(dense, 0);
        java.util.Arrays.fill(rated, 0);
        for (int r = 0; r < batch; r++) {
            int row = random.nextInt(ratings.rowCount());
            for (int k = ratings.rowStart(row); k < ratings.rowStart(row + 1); k++) {
                int at = r * spec.itemCount() + ratings.column(k);
                dense[at] = binary ? 1 : ratings.value(k);
                rated[at] = 1;
            }
        }
        inputs.data().setData(dense);
        if (spec.loss() == OutputLoss.SQUARED_OBSERVED) {
            mask.data().setData(rated);
            network.setLayerMaskArrays(null, mask);
        }
        network.setInput(inputs);
        network.setLabels(inputs);
        network.fit(inputs, inputs, null, spec.loss() == OutputLoss.SQUARED_OBSERVED ? mask : null);
    }

    @Override
    public void close() {
        network.close();
    }
}
