package dev.palate.bench;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.StepSettings;
import java.util.Arrays;
import java.util.Random;

/** Steps of one of Palate's two implementations of {@link dev.palate.core.network.NetworkTrainer}. */
final class EngineSteps implements Steps {

    private final NetworkTrainer trainer;
    private final RatingMatrix ratings;
    private final int[] rows;
    private final Random random = new Random(7);

    EngineSteps(NetworkTrainer trainer, RatingMatrix ratings, int batch) {
        this.trainer = trainer;
        this.ratings = ratings;
        this.rows = new int[batch];
    }

    @Override
    public Timings run(double seconds) {
        return Timings.of(seconds, () -> {
            Arrays.setAll(rows, i -> random.nextInt(ratings.rowCount()));
            trainer.step(ratings, rows, 0, rows.length, StepSettings.of(1, 1, 0.001, 0.2));
        });
    }

    @Override
    public void close() {
        trainer.close();
    }
}
