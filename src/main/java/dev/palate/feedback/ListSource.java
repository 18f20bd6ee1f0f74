package dev.palate.feedback;

import org.jspecify.annotations.Nullable;

/**
 * What a recommendation list was computed with.
 *
 * @param model the algorithm, or the fallback that replaced it
 * @param version of the model; null with a fallback
 * @param arm the arm of a traffic split; null outside of one
 * @param experiment that the list is part of; null outside of one
 */
public record ListSource(
        String model,
        @Nullable Integer version,
        @Nullable Arm arm,
        @Nullable ListExperiment experiment) {

    /**
     * The place of a list in an experiment.
     *
     * @param id the number of the experiment
     * @param arm its position, 0 for the control
     */
    public record ListExperiment(int id, int arm) {}

    /** Outside of experiments. */
    public ListSource(String model, @Nullable Integer version, @Nullable Arm arm) {
        this(model, version, arm, null);
    }

    /** The same in an experiment, or as it is without one. */
    public ListSource in(@Nullable ListExperiment newExperiment) {
        return newExperiment == null ? this : new ListSource(model, version, arm, newExperiment);
    }
}
