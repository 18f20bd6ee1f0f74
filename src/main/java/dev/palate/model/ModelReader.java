package dev.palate.model;

import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.WarmStart;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.file.ModelFiles;
import dev.palate.model.serving.DamagedCheckpointException;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.Activation;
import dev.palate.model.version.Activations;
import dev.palate.model.version.Activations.Active;
import dev.palate.model.version.DeletedCheckpointException;
import dev.palate.model.version.ModelVersion;
import dev.palate.model.version.ModelVersionSummary;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads algorithms, versions, activations and checkpoints. */
@Service
public class ModelReader {

    private final Algorithms algorithms;
    private final ModelVersions versions;
    private final Activations activations;
    private final Checkpoints checkpoints;
    private final ModelFiles files;
    private final ServedModels served;

    ModelReader(
            Algorithms algorithms,
            ModelVersions versions,
            Activations activations,
            Checkpoints checkpoints,
            ModelFiles files,
            ServedModels served) {
        this.algorithms = algorithms;
        this.versions = versions;
        this.activations = activations;
        this.checkpoints = checkpoints;
        this.files = files;
        this.served = served;
    }

    /** All algorithms that can be trained. */
    public List<AlgorithmOverview> algorithms() {
        Map<String, Active> active = activations.active().stream()
                .collect(Collectors.toMap(found -> found.id().algorithm(), Function.identity()));
        String first = served.defaultModel().map(ServedModel::algorithm).orElse("");
        return algorithms.all().stream()
                .map(algorithm -> overview(
                        algorithm,
                        active.get(algorithm.name()),
                        algorithm.name().equals(first)))
                .toList();
    }

    private AlgorithmOverview overview(Algorithm<?> algorithm, @Nullable Active active, boolean isDefault) {
        String name = algorithm.name();
        return new AlgorithmOverview(
                name,
                algorithm.description(),
                active == null ? null : active.id().version(),
                isDefault,
                active == null ? null : active.quality().score(),
                active == null
                        ? List.of()
                        : active.quality().warnings(name, active.id().version()),
                served.active(name).map(ServedModel::precision).orElse(null),
                versions.count(name),
                algorithm.hyperparameters().specs(),
                presets(algorithm));
    }

    private static <H extends Record> Map<String, Map<String, Object>> presets(Algorithm<H> algorithm) {
        Map<String, Map<String, Object>> presets = new TreeMap<>();
        algorithm
                .presets()
                .forEach((name, preset) ->
                        presets.put(name, algorithm.hyperparameters().write(preset)));
        return presets;
    }

    /**
     * Newest first.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public Page<ModelVersionSummary> versions(String algorithm, PageParameters page) {
        require(algorithm);
        return Page.of(versions.list(algorithm, page), page, versions.count(algorithm));
    }

    /**
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws UnknownModelVersionException if it has no such version
     */
    public ModelVersion version(String algorithm, int version) {
        require(algorithm);
        return versions.find(algorithm, version)
                .orElseThrow(() -> new UnknownModelVersionException(algorithm, version));
    }

    /** The activation log, newest first. */
    public Page<Activation> activations(String algorithm, PageParameters page) {
        require(algorithm);
        return Page.of(activations.log(algorithm, page), page, activations.count(algorithm));
    }

    /**
     * The state of a version from which a training starts.
     *
     * @param items of the new training matrix
     * @throws DeletedCheckpointException if it is too old to have a checkpoint
     * @throws DamagedCheckpointException if its checkpoint cannot be read
     */
    public WarmStart warmStart(String algorithm, int version, IdIndex items) {
        try {
            CheckpointReader sections = checkpoints.read(
                    version(algorithm, version).requireCheckpoint().id());
            IdIndex earlier = ItemColumns.read(sections).ids();
            int[] source = items.ids().stream().mapToInt(earlier::indexOf).toArray();
            return new WarmStart(sections, source);
        } catch (IOException e) {
            throw new DamagedCheckpointException(algorithm, version, e);
        }
    }

    /**
     * A version as a file that another service can publish. The read of the last byte fails if the stored bytes differ from those that
     * were written.
     *
     * @throws DeletedCheckpointException if it is too old to have a checkpoint
     * @throws DamagedCheckpointException if there is no checkpoint
     */
    public ModelFiles.Content file(ModelVersion version) {
        try {
            return files.open(version);
        } catch (IOException e) {
            throw new DamagedCheckpointException(version.algorithm(), version.version(), e);
        }
    }

    private void require(String algorithm) {
        if (algorithms.find(algorithm).isEmpty()) {
            throw new UnknownAlgorithmException(algorithm, algorithms);
        }
    }
}
