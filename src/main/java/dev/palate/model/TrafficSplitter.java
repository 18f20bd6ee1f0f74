package dev.palate.model;

import dev.palate.core.Algorithms;
import dev.palate.model.serving.DamagedCheckpointException;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.traffic.TrafficSplit;
import dev.palate.model.traffic.TrafficSplitException;
import dev.palate.model.traffic.TrafficSplits;
import dev.palate.model.version.Activations;
import dev.palate.model.version.DeletedCheckpointException;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.model.version.UnknownModelVersionException;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Splits the users of an algorithm between the active version and a version under test, in all replicas. */
@Service
public class TrafficSplitter {

    private final Algorithms algorithms;
    private final ModelLoader loader;
    private final ServedModels models;
    private final ModelVersions versions;
    private final Activations activations;
    private final TrafficSplits splits;
    private final TransactionTemplate transaction;

    TrafficSplitter(
            Algorithms algorithms,
            ModelLoader loader,
            ServedModels models,
            ModelVersions versions,
            Activations activations,
            TrafficSplits splits,
            TransactionTemplate transaction) {
        this.algorithms = algorithms;
        this.loader = loader;
        this.models = models;
        this.versions = versions;
        this.activations = activations;
        this.splits = splits;
        this.transaction = transaction;
    }

    /**
     * Makes {@code version} answer {@code share} of the users. Replaces an earlier split of the algorithm.
     *
     * @throws UnknownModelVersionException if there is no such version
     * @throws DeletedCheckpointException if it is too old to have a checkpoint
     * @throws DamagedCheckpointException if it cannot be loaded
     * @throws TrafficSplitException if no version or this version is active
     */
    public void split(String algorithm, int version, double share) {
        require(algorithm);
        models.cache(loader.load(algorithm, version));
        try {
            transaction.executeWithoutResult(status -> {
                Integer active = activations.lockActive(algorithm);
                if (active == null) {
                    throw TrafficSplitException.nothingActive(algorithm);
                }
                if (active == version) {
                    throw TrafficSplitException.withItself(algorithm, version);
                }
                versions.findCheckpoint(algorithm, version); // a publication may have deleted it meanwhile
                splits.put(algorithm, version, share);
                activations.notifyReplicas(algorithm);
            });
        } catch (DataIntegrityViolationException deletedMeanwhile) {
            throw new UnknownModelVersionException(algorithm, version);
        }
        models.refresh();
    }

    /**
     * Ends the test: the active version answers all users again.
     *
     * @throws TrafficSplitException if the traffic is not split
     */
    public void end(String algorithm) {
        require(algorithm);
        transaction.executeWithoutResult(status -> {
            activations.lockActive(algorithm);
            if (!splits.delete(algorithm)) {
                throw TrafficSplitException.none(algorithm);
            }
            activations.notifyReplicas(algorithm);
        });
        models.refresh();
    }

    /** The splits of all algorithms, in the order of their names. */
    public List<TrafficSplit> all() {
        return splits.all();
    }

    /**
     * @throws TrafficSplitException if the traffic is not split
     */
    public TrafficSplit of(String algorithm) {
        require(algorithm);
        return splits.find(algorithm).orElseThrow(() -> TrafficSplitException.none(algorithm));
    }

    private void require(String algorithm) {
        if (algorithms.find(algorithm).isEmpty()) {
            throw new UnknownAlgorithmException(algorithm, algorithms);
        }
    }
}
