package dev.palate.core.newitem;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import org.bytedeco.openblas.global.openblas;

/**
 * Ridge regression from the attributes of items to anything that a model computes for them, as in attribute-to-factor mapping
 * (Gantner et al. 2010). With the attributes {@code F [items x size]} of the known items and their weights {@code V}, the row of
 * weights that it predicts for a new item {@code f} is {@code w = sum_j a_j w_j} with {@code a = f' (F' V F + ridge I)^-1 F' V}. The
 * score of a model is linear in the row of the item, so the predicted row gives the score {@code sum_j a_j s_j}: the rows themselves
 * are not needed, and one regression serves every model over the same items.
 *
 * <p>Fitting costs {@code size^3} operations, a user {@code size^2}, and each new item the number of its attributes. Immutable.
 */
public final class AttributeRegression {

    /** Chosen on validation items of MovieLens 100K; 10 to 100 are almost as good. */
    private static final double RIDGE = 30;

    static {
        openblas.blas_set_num_threads(1);
    }

    /** The number of attributes. */
    private final int size;

    private final RatingMatrix attributes;
    private final float[] weights;
    private final float[] inverse;
    private final float[] leverages;
    private final double totalWeight;

    private AttributeRegression(RatingMatrix attributes, float[] weights, float[] inverse) {
        this.size = attributes.columnCount();
        this.attributes = attributes;
        this.weights = weights;
        this.inverse = inverse;
        this.leverages = new float[weights.length];
        double total = 0;
        for (int item = 0; item < weights.length; item++) {
            leverages[item] = weights[item] == 0 ? 0 : weights[item] * leverage(attributes.row(item));
            total += weights[item];
        }
        this.totalWeight = total;
    }

    /**
     * Fits the regression.
     *
     * @param attributes {@code [items x attributes]}
     * @param weights {@code [items]} how much each item counts, 0 for one that the model does not know
     */
    public static AttributeRegression fit(RatingMatrix attributes, float[] weights) {
        return fit(attributes, weights, RIDGE);
    }

    static AttributeRegression fit(RatingMatrix attributes, float[] weights, double ridge) {
        int size = attributes.columnCount();
        double[] gram = new double[Math.multiplyExact(size, size)];
        for (int item = 0; item < weights.length; item++) {
            addOuterProduct(attributes.row(item), weights[item], gram, size);
        }
        for (int i = 0; i < size; i++) {
            gram[i * size + i] += ridge;
        }
        // A lower triangle by rows is an upper triangle by columns.
        int failure = openblas.LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', size, gram, size);
        if (failure == 0) {
            failure = openblas.LAPACKE_dpotri(LAPACK_COL_MAJOR, (byte) 'U', size, gram, size);
        }
        if (failure != 0) {
            throw new IllegalArgumentException("the attributes need a larger ridge than " + ridge);
        }
        float[] inverse = new float[gram.length];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                float value = (float) gram[row * size + column];
                inverse[row * size + column] = value;
                inverse[column * size + row] = value;
            }
        }
        return new AttributeRegression(attributes, weights.clone(), inverse);
    }

    private static void addOuterProduct(SparseVector attributes, float weight, double[] gram, int size) {
        for (int a = 0; a < attributes.size(); a++) {
            for (int b = 0; b <= a; b++) {
                gram[attributes.index(a) * size + attributes.index(b)] +=
                        (double) weight * attributes.value(a) * attributes.value(b);
            }
        }
    }

    private float leverage(SparseVector item) {
        double sum = 0;
        for (int a = 0; a < item.size(); a++) {
            for (int b = 0; b < item.size(); b++) {
                sum += (double) item.value(a) * inverse[item.index(a) * size + item.index(b)] * item.value(b);
            }
        }
        return (float) sum;
    }

    /** The heap that the regression takes, in bytes. */
    public long memory() {
        return (long) Float.BYTES * inverse.length + 2L * Float.BYTES * weights.length + 8L * attributes.size();
    }

    /**
     * What a user's scores say about each attribute.
     *
     * @param scores {@code [items]} from {@code offset}: the scores of the known items
     */
    public Taste taste(float[] scores, int offset) {
        double sum = 0;
        for (int item = 0; item < weights.length; item++) {
            sum += weights[item] == 0 ? 0 : (double) weights[item] * scores[offset + item];
        }
        float mean = (float) (totalWeight == 0 ? 0 : sum / totalWeight);
        float[] right = new float[size];
        for (int item = 0; item < weights.length; item++) {
            if (weights[item] != 0) {
                addTo(right, attributes.row(item), weights[item] * (scores[offset + item] - mean));
            }
        }
        float[] coefficients = new float[size];
        for (int row = 0; row < size; row++) {
            if (right[row] != 0) {
                addScaled(inverse, row * size, right[row], coefficients);
            }
        }
        return new Taste(mean, coefficients);
    }

    private static void addTo(float[] sums, SparseVector item, float factor) {
        for (int k = 0; k < item.size(); k++) {
            sums[item.index(k)] += factor * item.value(k);
        }
    }

    private static void addScaled(float[] matrix, int from, float factor, float[] sums) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += factor * matrix[from + c];
        }
    }

    /** The coefficients of the attributes for one user. */
    public final class Taste {

        private final float mean;
        private final float[] coefficients;

        private Taste(float mean, float[] coefficients) {
            this.mean = mean;
            this.coefficients = coefficients;
        }

        /** The score that the attributes of an item predict. */
        public float score(SparseVector item) {
            float sum = mean;
            for (int k = 0; k < item.size(); k++) {
                sum += contribution(item.index(k), item.value(k));
            }
            return sum;
        }

        /** What an attribute adds to the score of an item that has it, compared with the mean score of the known items. */
        public float contribution(int attribute, float value) {
            return coefficients[attribute] * value;
        }

        /**
         * The scores that the attributes of the known items predict if the regression is fitted without the item itself, so that they
         * are comparable with those of new items: {@code (p - h s) / (1 - h)} with prediction {@code p}, leverage {@code h} and score
         * {@code s}.
         *
         * @param scores those of {@link #taste}
         * @return {@code [items]}
         */
        public float[] leftOut(float[] scores, int offset) {
            float[] predicted = new float[weights.length];
            for (int item = 0; item < predicted.length; item++) {
                float h = leverages[item];
                predicted[item] = (score(attributes.row(item)) - h * scores[offset + item]) / (1 - h);
            }
            return predicted;
        }
    }
}
