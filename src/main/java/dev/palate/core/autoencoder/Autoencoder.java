package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.network.CheckpointParameters;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.RowScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;

/** A trained network as a {@link Model}; it scores with the mean of a latent code. */
public class Autoencoder extends NetworkItemScorer<CpuScorer> implements Model {

    private static final String SPEC = "network";
    private static final String PARAMETERS = "parameters.";

    protected Autoencoder(NetworkSpec spec, CpuScorer scorer, Optional<RowScorer> rowScorer) {
        super(spec, scorer, rowScorer);
    }

    /** The model of a network; it is {@link dev.palate.core.model.Reconstructing} if the loss is a squared error. */
    public static Autoencoder of(NetworkSpec spec, ParameterSource parameters) {
        return of(spec, parameters, Optional.empty());
    }

    /** As {@link #of(NetworkSpec, ParameterSource)}, with rows scored by {@code rowScorer}, which the model closes. */
    static Autoencoder of(NetworkSpec spec, ParameterSource parameters, Optional<RowScorer> rowScorer) {
        return of(spec, new CpuScorer(spec, parameters), rowScorer);
    }

    private static Autoencoder of(NetworkSpec spec, CpuScorer scorer, Optional<RowScorer> rowScorer) {
        return switch (spec.loss()) {
            case SQUARED_SUM, SQUARED_MEAN -> new ReconstructingAutoencoder(spec, scorer, rowScorer);
            case SQUARED_OBSERVED -> new ReconstructingAutoencoder.OfRatings(spec, scorer, rowScorer);
            case MULTINOMIAL -> new MultinomialAutoencoder(spec, scorer, rowScorer);
        };
    }

    /**
     * The same model, with rows scored on {@code device} if that is possible. It takes over the memory of this one, which must not
     * be used any more.
     *
     * @param leastRows calls of {@link #scoreRows} with fewer rows are left to the CPU
     */
    public Autoencoder scoringRowsOn(NetworkDevice device, int leastRows) {
        return of(spec(), scorer(), device.rowScorer(spec(), scorer()::parameters, leastRows));
    }

    /** Reads the model that {@link #save} wrote. No table is in memory twice at any time. */
    public static Autoencoder restore(CheckpointReader checkpoint) throws IOException {
        return restore(checkpoint, Autoencoder::of);
    }

    /**
     * As {@link #restore}, with 8 bits per weight, for serving large catalogues: its rankings are almost those of the model. It
     * is no {@code Autoencoder}, because the exact parameters cannot be recovered from it.
     */
    public static ItemScorer restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return restore(
                checkpoint,
                (spec, parameters) ->
                        new NetworkItemScorer<>(spec, new QuantisedScorer(spec, parameters), Optional.empty()));
    }

    private static <T> T restore(CheckpointReader checkpoint, BiFunction<NetworkSpec, ParameterSource, T> factory)
            throws IOException {
        NetworkSpec spec = SpecText.read(checkpoint.text(SPEC, SpecText.MOST_BYTES));
        try {
            return factory.apply(spec, new CheckpointParameters(spec, checkpoint, PARAMETERS).requireShapes());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A copy of the parameters. */
    public Parameters parameters() {
        return scorer().parameters();
    }

    /** A batch reads the weights once for all its users. */
    @Override
    public boolean benefitsFromBatching() {
        return true;
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SPEC, SpecText.write(spec()));
        parameters().save(checkpoint, PARAMETERS);
    }
}
