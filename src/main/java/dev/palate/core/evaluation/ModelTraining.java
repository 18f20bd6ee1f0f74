package dev.palate.core.evaluation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingRun;
import dev.palate.core.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains an experiment's models, and remembers the warnings that its report must carry. */
final class ModelTraining {

    private final TrainingListener listener;
    private final List<String> warnings = new ArrayList<>();

    ModelTraining(TrainingListener listener) {
        this.listener = listener;
    }

    /** A model and how long it took, validation included. */
    record Trained(Model model, double seconds) {}

    <H extends Record> Trained train(ExperimentPlan<H> plan, RatingMatrix rows, Optional<EpochValidation> validation) {
        return train(
                new Contender<>(plan.algorithm(), plan.hyperparameters()),
                new TrainingRun<>(
                        rows,
                        plan.hyperparameters(),
                        plan.seed(),
                        plan.threads(),
                        new Remembering(),
                        validation,
                        plan.resume(),
                        plan.warmStart()));
    }

    /** Without validation; the listener can only cancel. */
    <H extends Record> Trained trainSilently(Contender<H> contender, RatingMatrix rows, long seed, int threads) {
        TrainingRun<H> run = TrainingRun.of(rows, contender.hyperparameters(), seed, threads);
        return train(contender, run.withListener(new TrainingListener() {
            @Override
            public boolean isCancelled() {
                return listener.isCancelled();
            }
        }));
    }

    static <H extends Record> Trained train(Contender<H> contender, TrainingRun<H> run) {
        long start = System.nanoTime();
        Model model = contender.algorithm().train(run);
        return new Trained(model, (System.nanoTime() - start) / 1e9);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** {@code note} and all warnings so far. */
    String note(String note) {
        return warnings.isEmpty() ? note : note + " Warnings: " + String.join("; ", warnings) + ".";
    }

    private final class Remembering implements TrainingListener {

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            listener.onBatch(epoch, batch, batches);
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            listener.onEpoch(report, state);
        }

        @Override
        public void onWarning(String message) {
            warn(message);
            listener.onWarning(message);
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }
}
