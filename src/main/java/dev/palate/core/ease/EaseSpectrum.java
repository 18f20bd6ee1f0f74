package dev.palate.core.ease;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.Model;
import dev.palate.core.parallel.Parallel;
import dev.palate.core.training.LikedRatings;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The spectrum of the Gram matrix, from which the weights for every lambda follow without another factorisation.
 *
 * <p>Let {@code A = W^1/2 X T} be the interactions with the users' weights W and {@code T_j = penalty_j^-1/2}, and
 * {@code A = U S^1/2 V'}. Then {@code (A'A + lambda I)^-1 = (I - Y' (S + lambda I)^-1 Y) / lambda} with {@code Y = U'A}. The
 * eigenvectors are those of the smaller of {@code AA'} and {@code A'A}, so that the factorisation of 20,000 items and 2,000 users
 * costs as much as that of 2,000 items.
 */
final class EaseSpectrum implements AutoCloseable {

    /** Up to this rank a factorisation costs less than the inversions that it saves; its workspace takes 300 MB. */
    static final int MOST_RANK = 3000;

    private static final int ROWS = 64;

    private final CoOccurrences common;
    private final int rank;
    private final int threads;
    private final double[] scale;
    private final double[] eigenvalues;
    private final FloatPointer factors;

    private EaseSpectrum(CoOccurrences common, double[] penalties, int threads) {
        this.common = common;
        this.threads = threads;
        this.rank = rank(common.interactions());
        this.eigenvalues = new double[rank];
        this.scale =
                Arrays.stream(penalties).map(penalty -> 1 / Math.sqrt(penalty)).toArray();
        this.factors = new FloatPointer(Math.max(1, (long) common.itemCount() * rank));
    }

    /** The rank of the factorisation of these interactions: the smaller of the numbers of users and of items. */
    static int rank(RatingMatrix interactions) {
        return Math.min(interactions.rowCount(), interactions.columnCount());
    }

    /**
     * Factorises.
     *
     * @param penalties of the items, relative to lambda
     * @param cancelled is asked between the steps; the result is then useless and must be closed
     */
    static EaseSpectrum of(CoOccurrences common, double[] penalties, int threads, BooleanSupplier cancelled) {
        EaseSpectrum spectrum = new EaseSpectrum(common, penalties, threads);
        try {
            spectrum.factorise(cancelled);
            return spectrum;
        } catch (RuntimeException | Error e) {
            spectrum.close();
            throw e;
        }
    }

    private void factorise(BooleanSupplier cancelled) {
        boolean byUsers = rank == common.interactions().rowCount();
        RatingMatrix rows =
                byUsers ? common.interactions() : common.interactions().transpose();
        double[] rowScale = byUsers ? userScale() : scale;
        double[] columnScale = byUsers ? scale : userScale();
        double[] vectors = products(rows, rowScale, columnScale);
        if (!cancelled.getAsBoolean()) {
            decompose(vectors);
        }
        if (!cancelled.getAsBoolean()) {
            fill(vectors, byUsers);
        }
    }

    private double[] userScale() {
        double[] userScale = new double[common.interactions().rowCount()];
        Arrays.setAll(userScale, user -> Math.sqrt(common.userWeight(user)));
        return userScale;
    }

    /** {@code [rank x rank]}: the products of the scaled rows with each other. */
    private double[] products(RatingMatrix rows, double[] rowScale, double[] columnScale) {
        RatingMatrix columns = rows.transpose();
        double[] products = new double[Math.multiplyExact(rank, rank)];
        Parallel.run(threads, rank, (worker, row) -> {
            for (int at = rows.rowStart(row); at < rows.rowStart(row + 1); at++) {
                int column = rows.column(at);
                double factor = rows.value(at) * rowScale[row] * columnScale[column] * columnScale[column];
                for (int k = columns.rowStart(column); k < columns.rowStart(column + 1); k++) {
                    products[row * rank + columns.column(k)] += factor * columns.value(k) * rowScale[columns.column(k)];
                }
            }
        });
        return products;
    }

    /** Replaces a symmetric matrix by its eigenvectors, one in each row. */
    private void decompose(double[] matrix) {
        try (DoublePointer a = new DoublePointer(matrix);
                DoublePointer values = new DoublePointer(Math.max(1, rank))) {
            int info = LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', rank, a, rank, values);
            if (info != 0) {
                throw new IllegalArgumentException("the spectrum of the Gram matrix does not converge (" + info + ")");
            }
            a.get(matrix);
            values.get(eigenvalues);
        }
        for (int at = 0; at < rank; at++) {
            // Rounding makes zeros slightly negative.
            eigenvalues[at] = Math.max(0, eigenvalues[at]);
        }
    }

    /** Fills the factors {@code Y' [items x rank]}. */
    private void fill(double[] vectors, boolean byUsers) {
        RatingMatrix byItem = common.interactions().transpose();
        double[] userScale = userScale();
        Parallel.run(threads, (common.itemCount() + ROWS - 1) / ROWS, (worker, block) -> {
            float[] row = new float[rank];
            double[] sum = new double[rank];
            for (int item = block * ROWS; item < Math.min(common.itemCount(), (block + 1) * ROWS); item++) {
                Arrays.fill(sum, 0);
                if (byUsers) {
                    for (int at = byItem.rowStart(item); at < byItem.rowStart(item + 1); at++) {
                        int user = byItem.column(at);
                        double factor = byItem.value(at) * userScale[user] * scale[item];
                        for (int k = 0; k < rank; k++) {
                            sum[k] += factor * vectors[k * rank + user];
                        }
                    }
                } else {
                    for (int k = 0; k < rank; k++) {
                        sum[k] = Math.sqrt(eigenvalues[k]) * vectors[k * rank + item];
                    }
                }
                for (int k = 0; k < rank; k++) {
                    row[k] = (float) sum[k];
                }
                new FloatPointer(factors).position((long) item * rank).put(row);
            }
        });
    }

    /**
     * The model for a lambda, equal to that of {@link Ease#train} up to rounding. It is only for measuring: it cannot be saved, and
     * this spectrum must stay open.
     */
    Model model(double lambda, LikedRatings likes) {
        return new SpectralEaseModel(factors, inverses(lambda), scale, likes, threads);
    }

    private float[] inverses(double lambda) {
        float[] inverses = new float[rank];
        for (int k = 0; k < rank; k++) {
            inverses[k] = (float) (1 / (eigenvalues[k] + lambda));
        }
        return inverses;
    }

    @Override
    public void close() {
        factors.close();
    }
}
