package dev.palate.core.training;

import dev.palate.core.checkpoint.CheckpointReader;
import java.util.Optional;

/** Trainings that do not start from initial weights. */
public final class Setups {

    private Setups() {}

    public static <H extends Record> TrainingSetup<H> resumed(TrainingSetup<H> setup, CheckpointReader state) {
        TrainingOptions o = setup.options();
        return setup.withOptions(
                new TrainingOptions(o.seed(), o.processors(), o.listener(), Optional.of(state), Optional.empty()));
    }

    public static <H extends Record> TrainingSetup<H> warm(TrainingSetup<H> setup, WarmStart start) {
        TrainingOptions o = setup.options();
        return setup.withOptions(
                new TrainingOptions(o.seed(), o.processors(), o.listener(), Optional.empty(), Optional.of(start)));
    }
}
