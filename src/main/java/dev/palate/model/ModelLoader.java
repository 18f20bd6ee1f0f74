package dev.palate.model;

import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Makes a model in memory of a version's checkpoint. */
@Component
class ModelLoader {

    private final ModelVersions versions;
    private final Checkpoints checkpoints;
    private final Algorithms algorithms;

    ModelLoader(ModelVersions versions, Checkpoints checkpoints, Algorithms algorithms) {
        this.versions = versions;
        this.checkpoints = checkpoints;
        this.algorithms = algorithms;
    }

    /**
     * Reads all of it from the database.
     *
     * @throws UnknownAlgorithmException if this process does not know the algorithm
     * @throws UnknownModelVersionException if it has no such version
     * @throws DamagedCheckpointException if the checkpoint cannot be read
     */
    ServedModel load(String algorithm, int version) {
        Algorithm<?> maker =
                algorithms.find(algorithm).orElseThrow(() -> new UnknownAlgorithmException(algorithm, algorithms));
        long checkpoint = versions.findCheckpoint(algorithm, version)
                .orElseThrow(() -> new UnknownModelVersionException(algorithm, version));
        try {
            CheckpointReader sections = checkpoints.read(checkpoint);
            return restore(maker, version, sections);
        } catch (IOException e) {
            throw new DamagedCheckpointException(algorithm, version, e);
        }
    }

    private static ServedModel restore(Algorithm<?> maker, int version, CheckpointReader sections) throws IOException {
        try {
            Model model = maker.restore(sections);
            IdIndex items = ItemColumns.read(sections);
            if (items.size() != model.itemCount()) {
                throw new CorruptCheckpointException(
                        "it names %d items but scores %d".formatted(items.size(), model.itemCount()));
            }
            return new ServedModel(maker.name(), version, model, items);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("its sections do not make a model: " + e.getMessage(), e);
        }
    }
}
