package dev.palate.core.ensemble;

import dev.palate.core.hyperparameter.Hyperparameter;
import java.util.List;

/** Hyper-parameters of {@link Ensemble}. */
public record EnsembleHyperparameters(
        @Hyperparameter(
                value = "The members, each as the name of an algorithm and its settings: 'dae dropout=0.4 weight=0.3'."
                        + " A setting 'preset' comes first. Members without a weight share what the others leave.",
                maxLength = 12)
        List<String> members,

        @Hyperparameter("Whether the weights are found on validation users, if there are any.")
        boolean fitWeights,

        @Hyperparameter(value = "The threshold of all members that have one. In rating units.", min = -1e6, max = 1e6)
        double threshold) {

    public EnsembleHyperparameters {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members must name at least one algorithm");
        }
    }
}
