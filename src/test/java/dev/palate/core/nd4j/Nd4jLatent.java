package dev.palate.core.nd4j;

import dev.palate.core.engine.training.CompositePrior;
import dev.palate.core.network.Latent;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Samples a Gaussian code and computes its divergence from the prior, in ND4J operations. */
final class Nd4jLatent {

    private static final double LOG_2PI = Math.log(2 * Math.PI);

    private final Latent latent;

    Nd4jLatent(Latent latent) {
        this.latent = latent;
    }

    /** {@code mu + noise * exp(logvar / 2)}. */
    INDArray sample(INDArray headOut, INDArray noise) {
        INDArray[] parts = split(headOut);
        return parts[0].add(noise.mul(Transforms.exp(parts[1].div(2), true)));
    }

    private INDArray[] split(INDArray headOut) {
        int size = latent.size();
        return new INDArray[] {
            headOut.get(NDArrayIndex.all(), NDArrayIndex.interval(0, size)).dup('c'),
            headOut.get(NDArrayIndex.all(), NDArrayIndex.interval(size, 2 * size))
                    .dup('c')
        };
    }

    /**
     * A sampled code in the backward pass.
     *
     * @param head {@code mu} and {@code logvar} in adjacent columns
     * @param gradient of the objective with respect to the code, from the layers after it
     */
    record Sample(INDArray head, INDArray code, INDArray gradient) {}

    /**
     * The batch's weighted divergence, and the gradient of the whole objective with respect to the head.
     *
     * @param oldCodes the old encoder's {@code mu} and {@code logvar}, for a composite prior
     */
    Nd4jNetwork.Loss divergence(Sample sample, DenseBatch batch, double klWeight, Optional<INDArray> oldCodes) {
        INDArray[] parts = split(sample.head);
        INDArray codeGradient = sample.gradient;
        INDArray weights = rowWeights(batch, klWeight);
        INDArray half = batch.noise().mul(Transforms.exp(parts[1].div(2), true)).div(2);
        if (latent.prior() == Latent.Prior.STANDARD) {
            INDArray variance = Transforms.exp(parts[1], true);
            INDArray rows = parts[0].mul(parts[0])
                    .addi(variance)
                    .subi(parts[1])
                    .subi(1)
                    .sum(true, 1)
                    .divi(2);
            INDArray mu = codeGradient.add(parts[0].mulColumnVector(weights));
            INDArray logvar =
                    codeGradient.mul(half).addi(variance.sub(1).divi(2).muliColumnVector(weights));
            return new Nd4jNetwork.Loss(rows.mul(weights).sumNumber().doubleValue(), Nd4j.hstack(mu, logvar));
        }
        INDArray[] prior = compositePrior(sample.code, split(oldCodes.orElseThrow()));
        INDArray posterior =
                parts[1].add(LOG_2PI).addi(batch.noise().mul(batch.noise())).divi(-2);
        INDArray rows = posterior.sub(prior[0]).sum(true, 1);
        INDArray towards = codeGradient.sub(prior[1].mulColumnVector(weights));
        INDArray logvar = towards.mul(half).subiColumnVector(weights.div(2));
        return new Nd4jNetwork.Loss(rows.mul(weights).sumNumber().doubleValue(), Nd4j.hstack(towards, logvar));
    }

    private INDArray rowWeights(DenseBatch batch, double klWeight) {
        INDArray ones = Nd4j.ones(batch.targets().dataType(), batch.targets().rows(), 1);
        return switch (latent.weight()) {
            case SUM -> ones.muli(klWeight);
            case MEAN -> ones.muli(klWeight / batch.targets().rows());
            case PER_INTERACTION_MEAN ->
                batch.targets().sum(true, 1).muli(klWeight / batch.targets().rows());
        };
    }

    /** The logarithm of the prior's density, and its derivative, at every entry of {@code z}. */
    private static INDArray[] compositePrior(INDArray z, INDArray[] old) {
        INDArray logarithm = z.dup('c');
        INDArray slope = z.dup('c');
        for (int r = 0; r < z.rows(); r++) {
            for (int k = 0; k < z.columns(); k++) {
                CompositePrior.Density density =
                        CompositePrior.at(z.getDouble(r, k), old[0].getDouble(r, k), old[1].getDouble(r, k));
                logarithm.putScalar(r, k, density.logarithm());
                slope.putScalar(r, k, density.slope());
            }
        }
        return new INDArray[] {logarithm, slope};
    }
}
