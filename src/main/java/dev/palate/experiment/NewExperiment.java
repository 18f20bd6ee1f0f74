package dev.palate.experiment;

import java.util.List;

/**
 * What is wanted of an experiment.
 *
 * @param minimumLift the smallest relative difference that it is to detect
 * @param arms two to five; the first is the control
 */
public record NewExperiment(String name, ExperimentMetric metric, double minimumLift, List<ExperimentArm> arms) {

    public NewExperiment {
        arms = List.copyOf(arms);
    }
}
