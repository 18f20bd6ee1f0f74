package dev.palate.core.autoencoder;

import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.LossMeasuring;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.RowScorer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An autoencoder with multinomial likelihood: its outputs are logits, not ratings. Its loss is {@code -sum of x * log softmax(o)},
 * mean over the rows, of the mean of the code and without its divergence.
 */
final class MultinomialAutoencoder extends Autoencoder implements LossMeasuring {

    MultinomialAutoencoder(NetworkSpec spec, CpuScorer scorer, Optional<RowScorer> rowScorer) {
        super(spec, scorer, rowScorer);
    }

    @Override
    public HeldOutLoss heldOutLoss(RatingMatrix rows, long seed) {
        int items = itemCount();
        float[] logits = new float[Math.multiplyExact(rows.rowCount(), items)];
        scoreRows(rows, 0, rows.rowCount(), logits);
        double loss = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            double normaliser = logSumExp(logits, row * items, items);
            for (int at = rows.rowStart(row); at < rows.rowStart(row + 1); at++) {
                loss += spec().input().target(rows.value(at)) * (normaliser - logits[row * items + rows.column(at)]);
            }
        }
        return new HeldOutLoss(loss / Math.max(1, rows.rowCount()), OptionalDouble.empty());
    }

    private static double logSumExp(float[] values, int from, int count) {
        double maximum = Double.NEGATIVE_INFINITY;
        for (int at = from; at < from + count; at++) {
            maximum = Math.max(maximum, values[at]);
        }
        double sum = 0;
        for (int at = from; at < from + count; at++) {
            sum += Math.exp(values[at] - maximum);
        }
        return maximum + Math.log(sum);
    }
}
