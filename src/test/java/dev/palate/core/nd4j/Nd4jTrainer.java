package dev.palate.core.nd4j;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The reference that the CPU engine is checked against: {@link NetworkTrainer} in plain ND4J operations, on the device of
 * ND4J's backend. It has its own optimiser, because ND4J's Adam applies epsilon differently from PyTorch's, which the notebook
 * uses.
 */
public final class Nd4jTrainer implements NetworkTrainer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double MOMENTUM = 0.9;

    private final NetworkSpec spec;
    private final Nd4jNetwork network;
    private final OptimiserKind optimiser;
    private final Nd4jParameters parameters;
    private final Nd4jParameters first;
    private final Nd4jParameters second;
    private Parameters snapshot;
    private Nd4jParameters oldEncoder;
    private long encoderSteps;
    private long decoderSteps;

    public Nd4jTrainer(
            NetworkSpec spec,
            OptimiserKind optimiser,
            Parameters parameters,
            OptimiserState state,
            Parameters snapshot) {
        this.spec = spec;
        this.network = new Nd4jNetwork(spec);
        this.optimiser = optimiser;
        this.parameters = Nd4jParameters.of(parameters, DataType.FLOAT);
        this.first = Nd4jParameters.of(state.first().get(), DataType.FLOAT);
        this.second = Nd4jParameters.of(state.second().get(), DataType.FLOAT);
        this.encoderSteps = state.encoderSteps();
        this.decoderSteps = state.decoderSteps();
        this.snapshot = snapshot;
        this.oldEncoder = Nd4jParameters.of(snapshot, DataType.FLOAT);
    }

    @Override
    public double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        DenseBatch batch = DenseBatch.of(spec, ratings, order, from, to, settings, DataType.FLOAT);
        Nd4jNetwork.Gradient gradient =
                network.gradient(parameters, batch, settings.klWeight(), oldCodes(ratings, order, from, to, settings));
        if (Double.isFinite(gradient.objective())) {
            update(gradient.gradients(), settings);
        }
        return gradient.objective();
    }

    private Optional<INDArray> oldCodes(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        if (!spec.hasCompositePrior()) {
            return Optional.empty();
        }
        StepSettings whole = new StepSettings(
                new StepSettings.Noise(settings.noise().seed(), settings.noise().epoch(), false),
                settings.learningRate(),
                settings.klWeight(),
                settings.part());
        DenseBatch batch = DenseBatch.of(spec, ratings, order, from, to, whole, DataType.FLOAT);
        return Optional.of(network.encode(oldEncoder, batch.inputs()));
    }

    private void update(List<List<INDArray>> gradients, StepSettings settings) {
        encoderSteps += settings.part().encoder() ? 1 : 0;
        decoderSteps += settings.part().decoder() ? 1 : 0;
        for (int l = 0; l < gradients.size(); l++) {
            boolean encoder = l < spec.encoderDepth();
            if (encoder ? settings.part().encoder() : settings.part().decoder()) {
                for (int t = 0; t < gradients.get(l).size(); t++) {
                    apply(
                            parameters.layer(l).tensors().get(t),
                            gradients.get(l).get(t),
                            first.layer(l).tensors().get(t),
                            second.layer(l).tensors().get(t),
                            settings.learningRate(),
                            encoder ? encoderSteps : decoderSteps);
                }
            }
        }
    }

    private void apply(INDArray w, INDArray g, INDArray m, INDArray v, double learningRate, long steps) {
        if (optimiser == OptimiserKind.SGD) {
            w.subi(m.muli(MOMENTUM).addi(g).mul(learningRate));
            return;
        }
        m.muli(BETA1).addi(g.mul(1 - BETA1));
        v.muli(BETA2).addi(g.mul(g).muli(1 - BETA2));
        INDArray root = Transforms.sqrt(v, true)
                .muli(1 / Math.sqrt(1 - Math.pow(BETA2, (double) steps)))
                .addi(EPSILON);
        w.subi(m.mul(learningRate / (1 - Math.pow(BETA1, (double) steps))).divi(root));
    }

    @Override
    public void snapshotEncoder() {
        snapshot = parameters();
        oldEncoder = Nd4jParameters.of(snapshot, DataType.FLOAT);
    }

    @Override
    public Optional<Parameters> snapshot() {
        return spec.hasCompositePrior() ? Optional.of(snapshot) : Optional.empty();
    }

    @Override
    public Parameters parameters() {
        return copy(parameters);
    }

    private Parameters copy(Nd4jParameters source) {
        Parameters target = Parameters.zeros(spec);
        source.copyTo(target);
        return target;
    }

    @Override
    public OptimiserState optimiserState() {
        return new OptimiserState(encoderSteps, decoderSteps, () -> copy(first), () -> copy(second));
    }

    /** Does nothing: the garbage collector frees ND4J's arrays. */
    @Override
    public void close() {}
}
