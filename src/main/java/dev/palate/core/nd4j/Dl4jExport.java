package dev.palate.core.nd4j;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.model.Model;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes an autoencoder as the zip of a DL4J {@link MultiLayerNetwork}, which plain DL4J restores and which computes the same
 * scores.
 *
 * <p>The input of that network is the output of {@link dev.palate.core.network.InputTransform} (ratings thresholded and divided
 * by their norm, and older ones weighed by {@code recency}, according to the hyper-parameters); of a latent code it uses the mean.
 */
public final class Dl4jExport {

    private Dl4jExport() {}

    /**
     * Writes {@code model} to {@code out}.
     *
     * @param out stays open
     * @throws UnsupportedNetworkException if the model is not an autoencoder, or has skips or layer norms, which DL4J's dense
     *     layers do not support in this form
     */
    public static void write(Model model, OutputStream out) throws IOException {
        ModelSerializer.writeModel(network(model), out, false);
    }

    static MultiLayerNetwork network(Model model) {
        if (!(model instanceof Autoencoder autoencoder)) {
            throw new UnsupportedNetworkException("only autoencoders can be exported to DL4J");
        }
        NetworkSpec spec = autoencoder.spec();
        if (spec.cumulativeSkips() || spec.weightedLayers().stream().anyMatch(Layer::layerNorm)) {
            throw new UnsupportedNetworkException("DL4J has no dense layer with these skips and layer norms");
        }
        Nd4jThreads.one();
        return network(spec, autoencoder.parameters());
    }

    private static MultiLayerNetwork network(NetworkSpec spec, Parameters parameters) {
        List<Layer> layers = inferenceLayers(spec);
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        for (int l = 0; l < layers.size(); l++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(spec.inputSize(l))
                    .nOut(layers.get(l).size())
                    .activation(activation(layers.get(l)))
                    .build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        for (int l = 0; l < layers.size(); l++) {
            setParameters(network, l, spec.inputSize(l), layers.get(l).size(), parameters);
        }
        return network;
    }

    /** The weighted layers, with the head of a latent code reduced to the mean. */
    private static List<Layer> inferenceLayers(NetworkSpec spec) {
        List<Layer> layers = new ArrayList<>(spec.weightedLayers());
        spec.latent().ifPresent(code -> {
            Layer head = layers.get(spec.encoderDepth() - 1);
            layers.set(spec.encoderDepth() - 1, Layer.of(code.size(), head.activation()));
        });
        return layers;
    }

    private static void setParameters(
            MultiLayerNetwork network, int l, int inputs, int outputs, Parameters parameters) {
        float[] weights = parameters.weights(l);
        int stored = parameters.bias(l).length;
        float[] byInput = new float[inputs * outputs];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                byInput[i * outputs + o] = l == 0 ? weights[i * stored + o] : weights[o * inputs + i];
            }
        }
        network.getLayer(l).setParam("W", Nd4j.createFromArray(byInput).reshape('c', inputs, outputs));
        float[] bias = Arrays.copyOf(parameters.bias(l), outputs);
        network.getLayer(l).setParam("b", Nd4j.createFromArray(bias).reshape('c', 1, outputs));
    }

    private static Activation activation(Layer layer) {
        return switch (layer.activation()) {
            case IDENTITY -> Activation.IDENTITY;
            case SIGMOID -> Activation.SIGMOID;
            case TANH -> Activation.TANH;
            case RELU -> Activation.RELU;
            case SWISH -> Activation.SWISH;
        };
    }
}
