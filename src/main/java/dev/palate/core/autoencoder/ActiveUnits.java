package dev.palate.core.autoencoder;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.training.TrainingListener;
import java.util.stream.IntStream;

/**
 * Detects a collapsed posterior: a latent dimension is active if the variance over users of its mean is above 0.01 (Burda et
 * al. 2016). Without active dimensions the code does not depend on the user, and the scores are those of popularity.
 */
public final class ActiveUnits {

    private static final double ACTIVE_VARIANCE = 0.01;
    private static final int MAX_USERS = 5_000;

    private ActiveUnits() {}

    /** The number of latent dimensions of {@code model} are active over the first 5,000 rows; 0 for a model without a code. */
    public static int count(Autoencoder model, RatingMatrix ratings) {
        int size = model.spec().latent().map(l -> l.size()).orElse(0);
        int users = Math.min(MAX_USERS, ratings.rowCount());
        float[] heads = new float[users * 2 * size];
        if (size > 0) {
            model.scorer().encode(ratings, IntStream.range(0, users).toArray(), 0, users, heads);
        }
        return (int) IntStream.range(0, size)
                .filter(k -> variance(heads, k, 2 * size, users) > ACTIVE_VARIANCE)
                .count();
    }

    private static double variance(float[] heads, int column, int stride, int users) {
        double mean = 0;
        for (int u = 0; u < users; u++) {
            mean += heads[u * stride + column];
        }
        mean /= users;
        double sum = 0;
        for (int u = 0; u < users; u++) {
            sum += (heads[u * stride + column] - mean) * (heads[u * stride + column] - mean);
        }
        return sum / users;
    }

    static void warn(Autoencoder model, RatingMatrix ratings, TrainingListener listener) {
        model.spec().latent().ifPresent(latent -> {
            int active = count(model, ratings);
            if (active == 0) {
                listener.onWarning("the posterior has collapsed: none of " + latent.size()
                        + " latent dimensions is active, so the scores hardly depend on the user");
            } else if (2 * active < latent.size()) {
                listener.onWarning("only " + active + " of " + latent.size() + " latent dimensions are active");
            }
        });
    }
}
