package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.engine.CpuScorer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.Posterior;
import dev.palate.core.network.CheckpointParameters;
import dev.palate.core.network.NetworkScorer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.ParameterSource;
import dev.palate.core.network.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;

/** A trained network as a {@link Model}; a latent code is taken at its mean. */
public class Autoencoder implements Model {

    private static final String SPEC = "network";
    private static final String PARAMETERS = "parameters.";

    private final NetworkSpec spec;
    private final CpuScorer scorer;

    protected Autoencoder(NetworkSpec spec, CpuScorer scorer) {
        this.spec = spec;
        this.scorer = scorer;
    }

    /** The model of a network; one that measures its own reconstruction where the loss is a squared error. */
    public static Autoencoder of(NetworkSpec spec, ParameterSource parameters) {
        CpuScorer scorer = new CpuScorer(spec, parameters);
        return switch (spec.loss()) {
            case SQUARED_SUM, SQUARED_MEAN -> new ReconstructingAutoencoder(spec, scorer);
            case SQUARED_OBSERVED -> new RatingAutoencoder(spec, scorer);
            case MULTINOMIAL -> new Autoencoder(spec, scorer);
        };
    }

    /** The model that {@link #save} wrote. No table is in memory twice meanwhile. */
    public static Autoencoder restore(CheckpointReader checkpoint) throws IOException {
        return restore(checkpoint, Autoencoder::of);
    }

    /** The same at 8 bits a weight, for serving: see {@link QuantisedAutoencoder}. */
    public static ItemScorer restoreQuantised(CheckpointReader checkpoint) throws IOException {
        return restore(checkpoint, QuantisedAutoencoder::of);
    }

    private static <T> T restore(CheckpointReader checkpoint, BiFunction<NetworkSpec, ParameterSource, T> maker)
            throws IOException {
        NetworkSpec spec = SpecText.read(checkpoint.text(SPEC));
        try {
            return maker.apply(spec, new CheckpointParameters(spec, checkpoint, PARAMETERS));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    public NetworkSpec spec() {
        return spec;
    }

    /** Its network run forward. */
    public NetworkScorer scorer() {
        return scorer;
    }

    /** A copy of its parameters. */
    public Parameters parameters() {
        return scorer.parameters();
    }

    @Override
    public int itemCount() {
        return spec.itemCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scorer.score(foldIn, scores);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        scorer.scoreRows(foldIn, from, to, scores);
    }

    /** The weights are read once for all. */
    @Override
    public boolean gainsFromBatches() {
        return true;
    }

    @Override
    public Optional<Posterior> posterior() {
        return spec.latent().map(code -> new LatentPosterior(scorer, spec.itemCount(), code.size()));
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        checkpoint.text(SPEC, SpecText.write(spec));
        parameters().save(checkpoint, PARAMETERS);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
