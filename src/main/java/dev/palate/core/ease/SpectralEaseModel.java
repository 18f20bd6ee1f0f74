package dev.palate.core.ease;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.LikedRatings;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * EASE with the factors of an {@link EaseSpectrum} in place of the weights. With {@code d = f Y' (S + lambda I)^-1 Y}, the diagonal h
 * of {@code Y' (S + lambda I)^-1 Y}, and {@code f} scaled like the columns, the score of item j is {@code (d_j - f_j h_j) / (1 - h_j)}.
 */
final class SpectralEaseModel implements Model {

    private static final int ITEMS = 256;

    private final FloatPointer factors;
    private final float[] inverses;
    private final double[] scale;
    private final float threshold;
    private final float recency;
    private final float[] diagonal;

    /** @param factors {@code [items x rank]}, which stay open */
    SpectralEaseModel(FloatPointer factors, float[] inverses, double[] scale, LikedRatings likes, int threads) {
        this.factors = factors;
        this.inverses = inverses;
        this.scale = scale;
        this.threshold = (float) likes.threshold();
        this.recency = (float) likes.recency();
        this.diagonal = new float[scale.length];
        int rank = inverses.length;
        Parallel.run(threads, (scale.length + ITEMS - 1) / ITEMS, (worker, block) -> {
            float[] row = new float[rank];
            for (int item = block * ITEMS; item < Math.min(scale.length, (block + 1) * ITEMS); item++) {
                read(item, row);
                double sum = 0;
                for (int k = 0; k < rank; k++) {
                    sum += row[k] * row[k] * inverses[k];
                }
                diagonal[item] = (float) sum;
            }
        });
    }

    private void read(int item, float[] row) {
        new FloatPointer(factors).position((long) item * row.length).get(row);
    }

    @Override
    public int itemCount() {
        return scale.length;
    }

    @Override
    public float leastInput() {
        return threshold;
    }

    @Override
    public boolean usesRecency() {
        return recency != 0;
    }

    @Override
    public boolean benefitsFromBatching() {
        return true;
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        scoreRows(RatingMatrix.of(itemCount(), List.of(foldIn)), 0, 1, scores);
    }

    @Override
    public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
        int rank = inverses.length;
        int items = itemCount();
        float[] codes = new float[(to - from) * rank];
        float[] row = new float[rank];
        for (int user = from; user < to; user++) {
            int code = (user - from) * rank;
            for (int at = foldIn.rowStart(user); at < foldIn.rowStart(user + 1); at++) {
                if (foldIn.value(at) >= threshold) {
                    read(foldIn.column(at), row);
                    float factor = weight(foldIn, at) * (float) scale[foldIn.column(at)];
                    for (int k = 0; k < rank; k++) {
                        codes[code + k] += factor * row[k];
                    }
                }
            }
            for (int k = 0; k < rank; k++) {
                codes[code + k] *= inverses[k];
            }
        }
        multiply(codes, to - from, scores);
        for (int user = from; user < to; user++) {
            int start = (user - from) * items;
            for (int at = foldIn.rowStart(user); at < foldIn.rowStart(user + 1); at++) {
                if (foldIn.value(at) >= threshold) {
                    int item = foldIn.column(at);
                    scores[start + item] -= weight(foldIn, at) * (float) scale[item] * diagonal[item];
                }
            }
            for (int item = 0; item < items; item++) {
                scores[start + item] /= (float) scale[item] * (1 - diagonal[item]);
            }
        }
    }

    private float weight(RatingMatrix foldIn, int at) {
        return Relevance.ofRank(foldIn.rank(at), recency);
    }

    /** {@code scores = codes * factors'}. */
    private void multiply(float[] codes, int rows, float[] scores) {
        int rank = inverses.length;
        try (FloatPointer left = new FloatPointer(codes);
                FloatPointer product = new FloatPointer((long) rows * itemCount())) {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    rows,
                    itemCount(),
                    rank,
                    1,
                    left,
                    rank,
                    new FloatPointer(factors),
                    rank,
                    0,
                    product,
                    itemCount());
            product.get(scores, 0, rows * itemCount());
        }
    }

    @Override
    public void save(CheckpointWriter checkpoint) {
        throw new UnsupportedOperationException("a model of a search is trained in full before it is saved");
    }
}
