package dev.palate.model;

import dev.palate.model.serving.DamagedCheckpointException;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.traffic.HeldVersions;
import dev.palate.model.traffic.TrafficSplitException;
import dev.palate.model.traffic.TrafficSplits;
import dev.palate.model.version.Activation.Cause;
import dev.palate.model.version.Activations;
import dev.palate.model.version.DeletedCheckpointException;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.UnknownModelVersionException;
import dev.palate.model.version.VersionId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Activates and deletes versions on request. */
@Service
public class ModelActivator {

    private static final Logger log = LoggerFactory.getLogger(ModelActivator.class);

    private final ModelLoader loader;
    private final ServedModels models;
    private final Activations activations;
    private final TrafficSplits splits;
    private final List<HeldVersions> held;
    private final ModelVersions versions;
    private final TransactionTemplate transaction;

    ModelActivator(
            ModelLoader loader,
            ServedModels models,
            Activations activations,
            TrafficSplits splits,
            List<HeldVersions> held,
            ModelVersions versions,
            TransactionTemplate transaction) {
        this.loader = loader;
        this.models = models;
        this.activations = activations;
        this.splits = splits;
        this.held = held;
        this.versions = versions;
        this.transaction = transaction;
    }

    /**
     * Activates a version, newer or older, in all replicas. This replica serves it before the call returns.
     *
     * @param reason for the activation log
     * @throws DeletedCheckpointException if it is too old to have a checkpoint
     * @throws DamagedCheckpointException if it cannot be loaded; the previous version stays active
     */
    public void activate(String algorithm, int version, String reason) {
        models.cache(loader.load(algorithm, version));
        try {
            transaction.executeWithoutResult(status -> {
                activations.lockActive(algorithm);
                versions.findCheckpoint(algorithm, version); // a publication may have deleted it meanwhile
                activations.activate(algorithm, version, Cause.REQUEST, reason);
                splits.deleteActivated(algorithm, version);
            });
        } catch (DataIntegrityViolationException deletedMeanwhile) {
            throw new UnknownModelVersionException(algorithm, version);
        }
        models.refresh();
        versions.find(algorithm, version).ifPresent(found -> found.warnings().forEach(log::warn));
    }

    /**
     * Deletes a version and its checkpoint.
     *
     * @throws ActiveVersionException if it is active
     * @throws TrafficSplitException if it is under test or held
     */
    public void delete(String algorithm, int version) {
        transaction.executeWithoutResult(status -> {
            Integer active = activations.lockActive(algorithm);
            if (active != null && active == version) {
                throw new ActiveVersionException(algorithm, version);
            }
            if (splits.find(algorithm)
                    .filter(split -> split.version() == version)
                    .isPresent()) {
                throw TrafficSplitException.underTest(algorithm, version);
            }
            VersionId id = new VersionId(algorithm, version);
            if (held.stream().anyMatch(holder -> holder.held().contains(id))) {
                throw TrafficSplitException.held(algorithm, version);
            }
            if (!versions.delete(algorithm, version)) {
                throw new UnknownModelVersionException(algorithm, version);
            }
        });
        models.forget(algorithm, version);
    }
}
