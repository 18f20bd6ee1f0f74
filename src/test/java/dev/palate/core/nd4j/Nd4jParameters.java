package dev.palate.core.nd4j;

import dev.palate.core.network.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link Parameters} as ND4J arrays, every layer's weights {@code [inputs x outputs]}. Gradients have the same shape.
 */
final class Nd4jParameters {

    static {
        Nd4jThreads.one();
    }

    private final List<Layer> layers;

    private Nd4jParameters(List<Layer> layers) {
        this.layers = layers;
    }

    /**
     * One weighted layer.
     *
     * @param weights {@code [inputs x outputs]}
     * @param bias {@code [1 x outputs]}, like gain and shift, which are empty without layer norm
     */
    record Layer(INDArray weights, INDArray bias, INDArray gain, INDArray shift) {

        List<INDArray> tensors() {
            return gain.isEmpty() ? List.of(weights, bias) : List.of(weights, bias, gain, shift);
        }
    }

    static Nd4jParameters of(Parameters source, DataType type) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < source.depth(); l++) {
            int outputs = source.bias(l).length;
            int inputs = source.weights(l).length / outputs;
            INDArray weights = l == 0
                    ? matrix(source.weights(l), inputs, outputs, type)
                    : matrix(source.weights(l), outputs, inputs, type)
                            .transpose()
                            .dup('c');
            layers.add(new Layer(
                    weights, row(source.bias(l), type), row(source.gain(l), type), row(source.shift(l), type)));
        }
        return new Nd4jParameters(layers);
    }

    private static INDArray row(float[] values, DataType type) {
        return values.length == 0 ? Nd4j.empty(type) : matrix(values, 1, values.length, type);
    }

    private static INDArray matrix(float[] values, int rows, int columns, DataType type) {
        return Nd4j.createFromArray(values)
                .reshape('c', rows, columns)
                .castTo(type)
                .dup('c');
    }

    int depth() {
        return layers.size();
    }

    Layer layer(int l) {
        return layers.get(l);
    }

    /** Copies these values to {@code target}. */
    void copyTo(Parameters target) {
        for (int l = 0; l < layers.size(); l++) {
            INDArray weights = layers.get(l).weights;
            copy(l == 0 ? weights : weights.transpose(), target.weights(l));
            copy(layers.get(l).bias, target.bias(l));
            if (target.gain(l).length > 0) {
                copy(layers.get(l).gain, target.gain(l));
                copy(layers.get(l).shift, target.shift(l));
            }
        }
    }

    private static void copy(INDArray source, float[] target) {
        float[] values = source.castTo(DataType.FLOAT).dup('c').ravel().toFloatVector();
        System.arraycopy(values, 0, target, 0, target.length);
    }
}
