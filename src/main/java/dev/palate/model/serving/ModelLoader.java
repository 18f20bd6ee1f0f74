package dev.palate.model.serving;

import dev.palate.core.Algorithms;
import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.network.NetworkDevice;
import dev.palate.core.training.Algorithm;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Restores models from the checkpoints of their versions. */
@Component
public class ModelLoader {

    /**
     * Batches of fewer users are scored on the CPU, whose scores for one user and for a few together have the same bits. Requests
     * that are combined never have so many.
     */
    private static final int LEAST_DEVICE_ROWS = 32;

    private final ModelVersions versions;
    private final Checkpoints checkpoints;
    private final Algorithms algorithms;
    private final ModelSettings settings;
    private final NetworkDevice device;

    ModelLoader(
            ModelVersions versions,
            Checkpoints checkpoints,
            Algorithms algorithms,
            ModelSettings settings,
            NetworkDevice device) {
        this.versions = versions;
        this.checkpoints = checkpoints;
        this.algorithms = algorithms;
        this.settings = settings;
        this.device = device;
    }

    /**
     * The scorer of a version: its model or, for {@link ModelSettings#int8From} or more items, its quantised form if the algorithm
     * has one. Reads the whole checkpoint from the database.
     *
     * @throws UnknownAlgorithmException if this process does not know the algorithm
     * @throws UnknownModelVersionException if it has no such version
     * @throws DamagedCheckpointException if the checkpoint cannot be read
     */
    public ServedModel load(String algorithm, int version) {
        return read(algorithm, version, (restorable, sections) -> {
            ItemColumns columns = ItemColumns.read(sections);
            IdIndex items = columns.ids();
            if (settings.precision(items.size()) == Precision.INT8) {
                Optional<ItemScorer> quantised = restorable.restoreQuantised(sections);
                if (quantised.isPresent()) {
                    return new ServedModel(
                            algorithm, version, fitting(quantised.get(), items), columns, Precision.INT8);
                }
            }
            Model model = fitting(restorable.restore(sections), items);
            return new ServedModel(algorithm, version, batchesOnDevice(model), columns, Precision.FLOAT32);
        });
    }

    private Model batchesOnDevice(Model model) {
        return model instanceof Autoencoder network ? network.scoringRowsOn(device, LEAST_DEVICE_ROWS) : model;
    }

    /**
     * The model of a version, never its quantised form. The caller closes it.
     *
     * @throws UnknownAlgorithmException if this process does not know the algorithm
     * @throws UnknownModelVersionException if it has no such version
     * @throws DamagedCheckpointException if the checkpoint cannot be read
     */
    public Model exact(String algorithm, int version) {
        return read(algorithm, version, Algorithm::restore);
    }

    /** Restores an object from the sections of a checkpoint. */
    private interface Restorer<T> {

        T restore(Algorithm<?> algorithm, CheckpointReader sections) throws IOException;
    }

    private <T> T read(String algorithm, int version, Restorer<T> restorer) {
        Algorithm<?> found =
                algorithms.find(algorithm).orElseThrow(() -> new UnknownAlgorithmException(algorithm, algorithms));
        long checkpoint = versions.findCheckpoint(algorithm, version)
                .orElseThrow(() -> new UnknownModelVersionException(algorithm, version));
        try {
            return restorer.restore(found, checkpoints.read(checkpoint));
        } catch (IOException e) {
            throw new DamagedCheckpointException(algorithm, version, e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            IOException cause = new IOException("its sections are not those of a model: " + e.getMessage(), e);
            throw new DamagedCheckpointException(algorithm, version, cause);
        }
    }

    private static <S extends ItemScorer> S fitting(S scorer, IdIndex items) throws CorruptCheckpointException {
        if (items.size() != scorer.itemCount()) {
            throw new CorruptCheckpointException(
                    "it has ids of %d items but scores of %d".formatted(items.size(), scorer.itemCount()));
        }
        return scorer;
    }
}
