package dev.palate.core.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.core.engine.kernels.BlasProducts;
import dev.palate.core.engine.kernels.OffHeapMatrix;
import dev.palate.core.engine.kernels.Products;
import dev.palate.core.random.CounterRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products by oneDNN against those by OpenBLAS, at sizes that are no multiples of a tile of the processor. */
class OneDnnProductsTest {

    /** Each factor is rounded to 8 bits of mantissa, so a product is exact to {@code 2 * 2^-9} and a bit. */
    private static final double BOUND = 1.01 * 0x1p-8;

    private Products rounded;
    private final Products exact = new BlasProducts();

    @BeforeEach
    void needsOneDnn() {
        String obstacle = OneDnn.obstacleToBfloat16().orElse("");
        assumeTrue(obstacle.isEmpty(), obstacle);
        rounded = OneDnn.bfloat16();
    }

    @AfterEach
    void close() {
        if (rounded != null) {
            rounded.close();
        }
    }

    private static OffHeapMatrix matrix(int seed, int rows, int columns) {
        OffHeapMatrix matrix = new OffHeapMatrix(rows, OffHeapMatrix.strideOf(columns));
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            CounterRandom.of(seed, CounterRandom.Stream.SHUFFLE, 0, r).gaussians(row, 0, columns);
            matrix.write(r, 0, row, 0, columns);
        }
        return matrix;
    }

    private static float[] values(OffHeapMatrix matrix, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            matrix.read(r, 0, values, r * columns, columns);
        }
        return values;
    }

    /** Compares with the sum of the products' absolute values, which bounds the error of each element. */
    private void agrees(int m, int n, int k, BiConsumer<Products, OffHeapMatrix> product, OffHeapMatrix bounds) {
        OffHeapMatrix actual = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
        OffHeapMatrix expected = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
        product.accept(rounded, actual);
        product.accept(exact, expected);
        float[] found = values(actual, m, n);
        float[] wanted = values(expected, m, n);
        float[] bound = values(bounds, m, n);
        for (int i = 0; i < m * n; i++) {
            assertThat((double) found[i])
                    .as("%d of %d x %d x %d", i, m, n, k)
                    .isCloseTo(wanted[i], within(BOUND * bound[i]));
        }
        assertThat(found).isNotEqualTo(wanted);
    }

    private static OffHeapMatrix absolute(OffHeapMatrix matrix, int rows, int columns) {
        OffHeapMatrix absolute = new OffHeapMatrix(rows, OffHeapMatrix.strideOf(columns));
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            matrix.read(r, 0, row, 0, columns);
            for (int c = 0; c < columns; c++) {
                row[c] = Math.abs(row[c]);
            }
            absolute.write(r, 0, row, 0, columns);
        }
        return absolute;
    }

    @Test
    void roundsTheFactorsOfAProduct() {
        for (int[] size : new int[][] {{1, 1, 1}, {43, 70, 51}, {64, 600, 432}, {17, 5, 601}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            OffHeapMatrix a = matrix(1, m, k);
            OffHeapMatrix b = matrix(2, k, n);
            OffHeapMatrix bounds = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
            exact.product(m, n, k, absolute(a, m, k).from(0), absolute(b, k, n).from(0), 0, bounds.from(0));
            agrees(m, n, k, (by, c) -> by.product(m, n, k, a.from(0), b.from(0), 0, c.from(0)), bounds);
        }
    }

    @Test
    void roundsTheFactorsOfTransposedProducts() {
        int m = 43;
        int n = 70;
        int k = 51;
        OffHeapMatrix a = matrix(1, m, k);
        OffHeapMatrix b = matrix(2, n, k);
        OffHeapMatrix bounds = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
        exact.productTransposed(
                m, n, k, absolute(a, m, k).from(0), absolute(b, n, k).from(0), bounds.from(0));
        agrees(m, n, k, (by, c) -> by.productTransposed(m, n, k, a.from(0), b.from(0), c.from(0)), bounds);

        OffHeapMatrix turned = matrix(3, k, m);
        OffHeapMatrix straight = matrix(4, k, n);
        exact.transposedProduct(
                m,
                n,
                k,
                absolute(turned, k, m).from(0),
                absolute(straight, k, n).from(0),
                bounds.from(0));
        agrees(m, n, k, (by, c) -> by.transposedProduct(m, n, k, turned.from(0), straight.from(0), c.from(0)), bounds);
    }

    @Test
    void multipliesInSinglePrecision() {
        int m = 43;
        int n = 70;
        int k = 601;
        OffHeapMatrix a = matrix(1, m, k);
        OffHeapMatrix b = matrix(2, n, k);
        OffHeapMatrix found = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
        OffHeapMatrix wanted = new OffHeapMatrix(m, OffHeapMatrix.strideOf(n));
        try (Products single = OneDnn.float32().orElseThrow()) {
            single.productTransposed(m, n, k, a.from(0), b.from(0), found.from(0));
        }
        exact.productTransposed(m, n, k, a.from(0), b.from(0), wanted.from(0));
        assertThat(values(found, m, n)).containsExactly(values(wanted, m, n), within(1e-4f));
    }

    @Test
    void readsAndWritesPartsOfMatrices() {
        OffHeapMatrix a = matrix(1, 30, 20);
        OffHeapMatrix b = matrix(2, 20, 48);
        OffHeapMatrix parts = new OffHeapMatrix(30, 64);
        OffHeapMatrix whole = new OffHeapMatrix(30, 64);
        rounded.product(30, 48, 20, a.from(0), b.from(0), 0, whole.from(0));
        for (int row = 0; row < 30; row += 10) {
            for (int column = 0; column < 48; column += 16) {
                OffHeapMatrix.Part columns = new OffHeapMatrix.Part(b.at(0, column), b.stride());
                OffHeapMatrix.Part place = new OffHeapMatrix.Part(parts.at(row, column), parts.stride());
                rounded.product(10, 16, 20, a.from(row), columns, 0, place);
            }
        }
        assertThat(values(parts, 30, 48)).containsExactly(values(whole, 30, 48), within(1e-5f));
    }

    @Test
    void addsToTheResultInSinglePrecision() {
        OffHeapMatrix a = matrix(1, 20, 30);
        OffHeapMatrix b = matrix(2, 30, 40);
        OffHeapMatrix sum = matrix(3, 20, 40);
        float[] before = values(sum, 20, 40);
        OffHeapMatrix product = new OffHeapMatrix(20, OffHeapMatrix.strideOf(40));
        rounded.product(20, 40, 30, a.from(0), b.from(0), 0, product.from(0));
        rounded.product(20, 40, 30, a.from(0), b.from(0), 1, sum.from(0));
        float[] added = values(product, 20, 40);
        for (int i = 0; i < before.length; i++) {
            before[i] += added[i];
        }
        assertThat(values(sum, 20, 40)).containsExactly(before, within(1e-5f));
    }
}
