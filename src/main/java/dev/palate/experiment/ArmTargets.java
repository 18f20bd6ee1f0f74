package dev.palate.experiment;

import dev.palate.core.Algorithms;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.scenario.Scenarios;
import org.springframework.stereotype.Component;

/** Checks that arms can be served: their algorithms, versions and scenarios exist, and their versions can be loaded. */
@Component
class ArmTargets {

    private final Algorithms algorithms;
    private final ModelLoader loader;
    private final ServedModels models;
    private final Scenarios scenarios;

    ArmTargets(Algorithms algorithms, ModelLoader loader, ServedModels models, Scenarios scenarios) {
        this.algorithms = algorithms;
        this.loader = loader;
        this.models = models;
        this.scenarios = scenarios;
    }

    /**
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws dev.palate.model.version.UnknownModelVersionException if it has no such version
     * @throws dev.palate.model.version.DeletedCheckpointException if the version has no checkpoint any more
     * @throws dev.palate.model.serving.DamagedCheckpointException if the version cannot be loaded
     * @throws ExperimentException if there is no such scenario
     */
    void require(NewExperiment definition) {
        for (ExperimentArm arm : definition.arms()) {
            if (arm.scenario() != null && scenarios.find(arm.scenario()).isEmpty()) {
                throw ExperimentException.unknownScenario(arm);
            }
            if (arm.model() != null && algorithms.find(arm.model()).isEmpty()) {
                throw new UnknownAlgorithmException(arm.model(), algorithms);
            }
            if (arm.model() != null && arm.version() != null) {
                models.cache(loader.load(arm.model(), arm.version()));
            }
        }
    }
}
