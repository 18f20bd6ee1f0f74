package dev.palate.core.nd4j;

import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The batch objective of a network and its gradient in ND4J operations on dense matrices. It is slow and simple: tests check it
 * by finite differences in double precision, and check the CPU engine against it.
 */
final class Nd4jNetwork {

    private static final double NORM_EPSILON = 0.1;

    private final NetworkSpec spec;
    private final List<Layer> layers;
    private final int head;
    private final @Nullable Nd4jLatent latent;

    Nd4jNetwork(NetworkSpec spec) {
        this.spec = spec;
        this.layers = spec.weightedLayers();
        this.head = spec.latent().isPresent() ? spec.encoder().size() : -1;
        this.latent = spec.latent().map(Nd4jLatent::new).orElse(null);
    }

    /**
     * The objective and, by layer and tensor, its gradient.
     *
     * @param gradients in the order of {@link Nd4jParameters.Layer#tensors()}
     */
    record Gradient(double objective, List<List<INDArray>> gradients) {}

    /** The intermediate results of one layer; {@code normalised} and {@code inverse} are only used with layer norm. */
    private record Trace(
            INDArray in, INDArray sums, INDArray activated, INDArray normalised, INDArray inverse, INDArray out) {}

    /** {@code mu} and {@code logvar}, {@code [rows x 2 latent]}, or the encoder's output for a network without a code. */
    INDArray encode(Nd4jParameters parameters, INDArray inputs) {
        List<Trace> traces = new ArrayList<>();
        for (int l = 0; l < spec.encoderDepth(); l++) {
            traces.add(forward(l, parameters.layer(l), l == 0 ? inputs : traces.get(l - 1).out, traces));
        }
        return traces.get(spec.encoderDepth() - 1).out;
    }

    /** Scores from a code, {@code [rows x items]}. */
    INDArray decode(Nd4jParameters parameters, INDArray code) {
        INDArray in = code;
        for (int l = spec.encoderDepth(); l < layers.size(); l++) {
            in = forward(l, parameters.layer(l), in, List.of()).out;
        }
        return in;
    }

    /**
     * @param oldCodes the old encoder's {@code mu} and {@code logvar}, for a composite prior
     */
    Gradient gradient(Nd4jParameters parameters, DenseBatch batch, double klWeight, Optional<INDArray> oldCodes) {
        List<Trace> traces = new ArrayList<>();
        INDArray in = batch.inputs();
        INDArray code = Nd4j.empty();
        for (int l = 0; l < layers.size(); l++) {
            Trace trace = forward(l, parameters.layer(l), in, traces);
            traces.add(trace);
            in = trace.out;
            if (latent != null && l == head) {
                code = latent.sample(trace.out, batch.noise());
                in = code;
            }
        }
        Loss loss = loss(traces.get(layers.size() - 1).out, batch);
        double objective = loss.value;
        List<List<INDArray>> gradients = new ArrayList<>();
        layers.forEach(l -> gradients.add(List.of()));
        INDArray[] outGradients = new INDArray[layers.size()];
        outGradients[layers.size() - 1] = loss.gradient;
        for (int l = layers.size() - 1; l >= 0; l--) {
            Backward back = backward(l, parameters.layer(l), traces.get(l), outGradients[l]);
            gradients.set(l, back.tensors);
            if (l > 0) {
                INDArray down = back.in;
                if (latent != null && l - 1 == head) {
                    Loss divergence = latent.divergence(
                            new Nd4jLatent.Sample(traces.get(head).out, code, down), batch, klWeight, oldCodes);
                    objective += divergence.value;
                    down = divergence.gradient;
                }
                outGradients[l - 1] = add(outGradients[l - 1], down);
                for (int earlier = 0; skips(l) && earlier < l; earlier++) {
                    outGradients[earlier] = add(outGradients[earlier], back.sums);
                }
            }
        }
        return new Gradient(objective + penalise(parameters, gradients), gradients);
    }

    private static INDArray add(@Nullable INDArray sum, INDArray term) {
        return sum == null ? term : sum.add(term);
    }

    private boolean skips(int l) {
        return spec.cumulativeSkips() && l > 0 && l < spec.encoder().size();
    }

    private Trace forward(int l, Nd4jParameters.Layer layer, INDArray in, List<Trace> earlier) {
        INDArray sums = in.mmul(layer.weights()).addiRowVector(layer.bias());
        for (int e = 0; skips(l) && e < l; e++) {
            sums.addi(earlier.get(e).out);
        }
        INDArray activated = switch (layers.get(l).activation()) {
            case IDENTITY -> sums;
            case SIGMOID -> Transforms.sigmoid(sums, true);
            case TANH -> Transforms.tanh(sums, true);
            case RELU -> Transforms.max(sums, 0, true);
            case SWISH -> sums.mul(Transforms.sigmoid(sums, true));
        };
        if (!layers.get(l).layerNorm()) {
            return new Trace(in, sums, activated, activated, activated, activated);
        }
        INDArray centred = activated.subColumnVector(activated.mean(true, 1));
        INDArray inverse = Transforms.pow(centred.mul(centred).mean(true, 1).addi(NORM_EPSILON), -0.5, false);
        INDArray normalised = centred.mulColumnVector(inverse);
        INDArray out = normalised.mulRowVector(layer.gain()).addiRowVector(layer.shift());
        return new Trace(in, sums, activated, normalised, inverse, out);
    }

    private record Backward(INDArray in, INDArray sums, List<INDArray> tensors) {}

    private Backward backward(int l, Nd4jParameters.Layer layer, Trace trace, INDArray outGradient) {
        List<INDArray> norm = List.of();
        INDArray activatedGradient = outGradient;
        if (layers.get(l).layerNorm()) {
            norm = List.of(outGradient.mul(trace.normalised).sum(true, 0), outGradient.sum(true, 0));
            INDArray g = outGradient.mulRowVector(layer.gain());
            INDArray projection = g.mul(trace.normalised).mean(true, 1);
            activatedGradient = g.subColumnVector(g.mean(true, 1))
                    .subi(trace.normalised.mulColumnVector(projection))
                    .muliColumnVector(trace.inverse);
        }
        INDArray sumsGradient = activatedGradient.mul(slope(layers.get(l).activation(), trace));
        List<INDArray> tensors =
                new ArrayList<>(List.of(trace.in.transpose().mmul(sumsGradient), sumsGradient.sum(true, 0)));
        tensors.addAll(norm);
        return new Backward(sumsGradient.mmul(layer.weights().transpose()), sumsGradient, tensors);
    }

    private static INDArray slope(ActivationFunction activation, Trace trace) {
        INDArray a = trace.activated;
        return switch (activation) {
            case IDENTITY -> Nd4j.onesLike(a);
            case SIGMOID -> a.mul(a.rsub(1));
            case TANH -> a.mul(a).rsub(1);
            case RELU -> a.gt(0).castTo(a.dataType());
            case SWISH -> {
                INDArray sigmoid = Transforms.sigmoid(trace.sums, true);
                yield sigmoid.mul(trace.sums.mul(sigmoid.rsub(1)).add(1));
            }
        };
    }

    /** A part of the objective and its gradient with respect to the inputs of that part. */
    record Loss(double value, INDArray gradient) {}

    private Loss loss(INDArray outputs, DenseBatch batch) {
        double scale = spec.loss().rowScale((int) outputs.rows(), spec.itemCount());
        if (spec.loss() == OutputLoss.MULTINOMIAL) {
            INDArray shifted = outputs.subColumnVector(outputs.max(true, 1));
            INDArray exp = Transforms.exp(shifted, true);
            INDArray sums = exp.sum(true, 1);
            INDArray logs = shifted.subColumnVector(Transforms.log(sums, true));
            INDArray counts = batch.targets().sum(true, 1);
            INDArray softmax = exp.divColumnVector(sums);
            double value = -logs.mul(batch.targets()).sumNumber().doubleValue() * scale;
            return new Loss(
                    value, softmax.mulColumnVector(counts).subi(batch.targets()).muli(scale));
        }
        INDArray error = outputs.sub(batch.targets());
        if (spec.loss() == OutputLoss.SQUARED_OBSERVED) {
            error.muli(batch.observed());
        }
        return new Loss(error.mul(error).sumNumber().doubleValue() * scale, error.mul(2 * scale));
    }

    private double penalise(Nd4jParameters parameters, List<List<INDArray>> gradients) {
        Regularisation regularisation = spec.regularisation();
        double lambda = regularisation.lambda();
        double penalty = 0;
        for (int l = 0; l < layers.size() && regularisation.kind() != Regularisation.Kind.NONE; l++) {
            Nd4jParameters.Layer layer = parameters.layer(l);
            if (regularisation.kind() == Regularisation.Kind.SQUARED_L2) {
                penalty += lambda
                        / 2
                        * layer.weights().mul(layer.weights()).sumNumber().doubleValue();
                gradients.get(l).get(0).addi(layer.weights().mul(lambda));
            } else {
                penalty += normPenalty(layer.weights(), gradients.get(l).get(0), lambda / 2);
                penalty += normPenalty(layer.bias(), gradients.get(l).get(1), lambda / 2);
            }
        }
        return penalty;
    }

    private static double normPenalty(INDArray tensor, INDArray gradient, double factor) {
        double norm = tensor.norm2Number().doubleValue();
        if (norm > 0) {
            gradient.addi(tensor.mul(factor / norm));
        }
        return factor * norm;
    }
}
