package dev.palate.model.serving;

import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.ItemColumns;
import dev.palate.model.version.DamagedCheckpointException;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes a model in memory of a version's checkpoint. */
@Component
public class ModelLoader {

    private final ModelVersions versions;
    private final Checkpoints checkpoints;
    private final Algorithms algorithms;
    private final ModelSettings settings;

    ModelLoader(ModelVersions versions, Checkpoints checkpoints, Algorithms algorithms, ModelSettings settings) {
        this.versions = versions;
        this.checkpoints = checkpoints;
        this.algorithms = algorithms;
        this.settings = settings;
    }

    /**
     * What serves a version: its model, or from {@link ModelSettings#int8From} items on its quantised form where it has one.
     * Reads all of it from the database.
     *
     * @throws UnknownAlgorithmException if this process does not know the algorithm
     * @throws UnknownModelVersionException if it has no such version
     * @throws DamagedCheckpointException if the checkpoint cannot be read
     */
    public ServedModel load(String algorithm, int version) {
        return read(algorithm, version, (maker, sections) -> {
            IdIndex items = ItemColumns.read(sections);
            if (settings.precision(items.size()) == Precision.INT8) {
                Optional<ItemScorer> quantised = maker.restoreQuantised(sections);
                if (quantised.isPresent()) {
                    return new ServedModel(algorithm, version, fitting(quantised.get(), items), items, Precision.INT8);
                }
            }
            return new ServedModel(algorithm, version, fitting(maker.restore(sections), items), items);
        });
    }

    /**
     * A version's model itself, however it is served; the caller closes it.
     *
     * @throws UnknownAlgorithmException if this process does not know the algorithm
     * @throws UnknownModelVersionException if it has no such version
     * @throws DamagedCheckpointException if the checkpoint cannot be read
     */
    public Model exact(String algorithm, int version) {
        return read(algorithm, version, Algorithm::restore);
    }

    /** Makes something of a checkpoint's sections. */
    private interface Maker<T> {

        T make(Algorithm<?> algorithm, CheckpointReader sections) throws IOException;
    }

    private <T> T read(String algorithm, int version, Maker<T> maker) {
        Algorithm<?> found =
                algorithms.find(algorithm).orElseThrow(() -> new UnknownAlgorithmException(algorithm, algorithms));
        long checkpoint = versions.findCheckpoint(algorithm, version)
                .orElseThrow(() -> new UnknownModelVersionException(algorithm, version));
        try {
            return maker.make(found, checkpoints.read(checkpoint));
        } catch (IOException e) {
            throw new DamagedCheckpointException(algorithm, version, e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            IOException cause = new IOException("its sections do not make a model: " + e.getMessage(), e);
            throw new DamagedCheckpointException(algorithm, version, cause);
        }
    }

    private static <S extends ItemScorer> S fitting(S scorer, IdIndex items) throws CorruptCheckpointException {
        if (items.size() != scorer.itemCount()) {
            throw new CorruptCheckpointException(
                    "it names %d items but scores %d".formatted(items.size(), scorer.itemCount()));
        }
        return scorer;
    }
}
