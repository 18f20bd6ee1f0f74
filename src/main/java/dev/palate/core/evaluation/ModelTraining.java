package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingPart;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the models of an experiment, and collects the warnings that its report must contain. */
final class ModelTraining {

    private final TrainingOptions options;
    private final List<String> warnings = new ArrayList<>();

    /** @param options of the experiment's own model */
    ModelTraining(TrainingOptions options) {
        this.options = options;
    }

    /** A model and the duration of its training, validation included. */
    record Trained(Model model, double seconds) {}

    <H extends Record> Trained train(Contender<H> contender, RatingMatrix rows, Optional<EpochValidation> validation) {
        TrainingOptions collecting = options.withListener(new WarningCollector());
        return train(contender, new TrainingSetup<>(rows, contender.hyperparameters(), collecting, validation));
    }

    /**
     * Without validation; the listener can only cancel.
     *
     * @throws dev.palate.core.memory.InsufficientMemoryException if the process has no memory for it
     */
    <H extends Record> Trained trainBaseline(Contender<H> contender, RatingMatrix rows) {
        TrainingOptions own =
                TrainingOptions.of(options.seed(), options.processors().withoutDevice());
        TrainingSetup<H> setup = new TrainingSetup<>(rows, contender.hyperparameters(), own, Optional.empty());
        return train(contender, setup.withListener(new TrainingListener() {
            @Override
            public boolean isCancelled() {
                return options.listener().isCancelled();
            }
        }));
    }

    private static <H extends Record> Trained train(Contender<H> contender, TrainingSetup<H> setup) {
        long start = System.nanoTime();
        Model model = contender.algorithm().trainInMemory(setup);
        return new Trained(model, (System.nanoTime() - start) / 1e9);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** {@code note}, followed by all warnings so far. */
    String note(String note) {
        return warnings.isEmpty() ? note : note + " Warnings: " + String.join("; ", warnings) + ".";
    }

    private final class WarningCollector implements TrainingListener {

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            options.listener().onBatch(epoch, batch, batches);
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            options.listener().onEpoch(report, state);
        }

        @Override
        public void onPart(TrainingPart part, TrainingState state) {
            options.listener().onPart(part, state);
        }

        @Override
        public void onWarning(String message) {
            warn(message);
            options.listener().onWarning(message);
        }

        @Override
        public boolean isCancelled() {
            return options.listener().isCancelled();
        }

        @Override
        public boolean isTimeOver() {
            return options.listener().isTimeOver();
        }
    }
}
