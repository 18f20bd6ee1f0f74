package dev.palate.core.cuda;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.DeviceUse;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import dev.palate.core.network.OptimiserState;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.RowScorer;
import dev.palate.core.network.StepSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link NetworkTrainer} on a {@link Device}. Parameters, moments and ratings stay on the device; a step sends the numbers of
 * its rows and receives its objective. What a step enqueues depends only on the number of rows and on the part that it updates,
 * so it is recorded at its second occurrence and enqueued as a whole from then on.
 */
public final class DeviceTrainer implements NetworkTrainer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final NetworkSpec spec;
    private final OptimiserKind optimiser;
    private final Device device;
    private final Transfer transfer;
    private final Layout layout;
    private final DeviceBatch batch;
    private final DeviceForward forward;
    private final DeviceBackward backward;
    private final DeviceParameters parameters;
    private final Map<Shape, Optional<Device.Recording>> recordings = new HashMap<>();
    private final long oldWeights;
    private final DeviceScorer scorer;
    private @Nullable Parameters snapshot;
    private long encoderSteps;
    private long decoderSteps;

    /** What the enqueued work of a step depends on. */
    private record Shape(int rows, StepSettings.Part part) {}

    /** @param device is closed with this trainer */
    public DeviceTrainer(NetworkSpec spec, Setup setup, State start, Device device) {
        this.spec = spec;
        this.optimiser = setup.optimiser();
        this.device = device;
        this.transfer = new Transfer(device);
        this.layout = new Layout(spec);
        this.batch = new DeviceBatch(device, transfer, spec, spec.input().ofTraining(), setup.maxRows());
        this.forward = new DeviceForward(device, spec, layout, batch, true);
        this.backward = new DeviceBackward(device, spec, layout, batch, forward);
        this.parameters = new DeviceParameters(device, transfer, spec, layout);
        parameters.read(start.parameters(), start.optimiser());
        this.encoderSteps = start.optimiser().encoderSteps();
        this.decoderSteps = start.optimiser().decoderSteps();
        this.oldWeights = spec.hasCompositePrior() ? device.allocate(layout.decoderStart() * Float.BYTES) : 0;
        if (spec.hasCompositePrior()) {
            remember(start.snapshot());
        }
        this.scorer = new DeviceScorer(this::openScoring, 1);
    }

    private DeviceScorer.Opened openScoring() {
        DeviceScoring scoring = new DeviceScoring(device, transfer, spec, layout, parameters.weights());
        return new DeviceScorer.Opened(scoring, scoring::close);
    }

    @Override
    public double step(RatingMatrix ratings, int[] order, int from, int to, StepSettings settings) {
        long encoder = encoderSteps + (settings.part().encoder() ? 1 : 0);
        long decoder = decoderSteps + (settings.part().decoder() ? 1 : 0);
        if (batch.load(ratings, order, from, to, settings, rules(settings.learningRate(), encoder, decoder))) {
            forget();
        }
        enqueue(new Shape(to - from, settings.part()));
        device.finish();
        double objective = parameters.lastObjective();
        if (Double.isFinite(objective)) {
            encoderSteps = encoder;
            decoderSteps = decoder;
        }
        return objective;
    }

    private DeviceBatch.Rules rules(double learningRate, long encoder, long decoder) {
        if (optimiser == OptimiserKind.SGD) {
            return new DeviceBatch.Rules((float) learningRate, 0, (float) learningRate, 0, true);
        }
        return new DeviceBatch.Rules(
                stepSize(learningRate, encoder),
                rootScale(encoder),
                stepSize(learningRate, decoder),
                rootScale(decoder),
                false);
    }

    private static float stepSize(double learningRate, long steps) {
        return (float) (learningRate / (1 - Math.pow(BETA1, (double) Math.max(1, steps))));
    }

    private static float rootScale(long steps) {
        return (float) (1 / Math.sqrt(1 - Math.pow(BETA2, (double) Math.max(1, steps))));
    }

    private void enqueue(Shape shape) {
        Optional<Device.Recording> recording = recordings.get(shape);
        if (recording == null) {
            // The first time also loads the libraries' own kernels, which cannot be recorded.
            enqueueStep(shape.part);
            recordings.put(shape, Optional.empty());
            return;
        }
        if (recording.isEmpty()) {
            recording = Optional.of(device.record(() -> enqueueStep(shape.part)));
            recordings.put(shape, recording);
        }
        recording.get().enqueue();
    }

    /** The index, the penalty and the gradients of the parameters are computed at the same time as the passes, which do not need them. */
    private void enqueueStep(StepSettings.Part part) {
        batch.upload();
        int[] ticket = new int[] {
            device.fork(() -> {
                batch.index();
                parameters.penalty();
            })
        };
        IntConsumer gradients = l -> {
            if (l < spec.encoderDepth() ? part.encoder() : part.decoder()) {
                ticket[0] = device.fork(() -> parameters.gradients(backward, l));
            }
        };
        if (spec.hasCompositePrior() && part.encoder()) {
            forward.encodeOld(oldWeights);
        }
        forward.forward(parameters.weights());
        backward.loss(parameters.weights(), gradients);
        backward.backward(parameters.weights(), part.encoder(), gradients);
        device.join(ticket[0]);
        parameters.objective(backward, part.encoder() ? backward.divergences() : 0);
        parameters.update(backward, part);
    }

    private void forget() {
        recordings.values().forEach(recording -> recording.ifPresent(Device.Recording::close));
        recordings.clear();
    }

    @Override
    public void snapshotEncoder() {
        if (spec.hasCompositePrior()) {
            remember(parameters());
        }
    }

    private void remember(Parameters encoder) {
        snapshot = encoder;
        layout.uploadEncoder(transfer, encoder, oldWeights);
    }

    @Override
    public Optional<Parameters> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    @Override
    public Parameters parameters() {
        return parameters.weightsCopy();
    }

    /** A view, which ends with this trainer. */
    @Override
    public Optional<RowScorer> rowScorer() {
        return Optional.of(new RowScorer() {
            @Override
            public boolean scoreRows(RatingMatrix ratings, int from, int to, float[] scores) {
                return scorer.scoreRows(ratings, from, to, scores);
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public DeviceUse deviceUse() {
        return new DeviceUse(device.name(), device.allocatedBytes());
    }

    @Override
    public OptimiserState optimiserState() {
        return new OptimiserState(encoderSteps, decoderSteps, parameters::firstCopy, parameters::secondCopy);
    }

    @Override
    public void close() {
        forget();
        scorer.close();
        batch.close();
        backward.close();
        forward.close();
        parameters.close();
        device.release(oldWeights);
        transfer.close();
        device.close();
    }
}
