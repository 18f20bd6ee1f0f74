package dev.palate.core.engine.onednn;

import dev.palate.core.engine.kernels.OffHeapMatrix.Part;
import dev.palate.core.engine.kernels.Products;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Products} in single precision, or with factors that are rounded to bfloat16 before each product. Primitives are created once
 * for each shape, by a thread that OpenMP is limited to, so the result does not depend on the number of processors.
 */
final class OneDnnProducts implements Products {

    private final engine processor = new engine(engine.kind.cpu, 0);
    private final stream calls = new stream(processor);
    private final Map<Shape, Multiplication> multiplications = new HashMap<>();
    private final RoundedFactor left = new RoundedFactor(processor, calls);
    private final RoundedFactor right = new RoundedFactor(processor, calls);
    private final boolean rounds;
    private @Nullable Thread limited;

    OneDnnProducts(boolean rounds) {
        this.rounds = rounds;
    }

    /** The sizes of a product, the values from one row of each matrix to the next, and which factors are transposed. */
    record Shape(Size size, Strides strides, Form form) {

        record Size(int m, int n, int k) {}

        record Strides(int a, int b, int c) {}
    }

    /** Which factors are transposed, and whether the product is added to the result. */
    record Form(boolean leftTurned, boolean rightTurned, boolean added) {}

    @Override
    public void product(int m, int n, int k, Part a, Part b, float beta, Part c) {
        if (beta != 0 && beta != 1) {
            throw new IllegalArgumentException("beta must be 0 or 1, not " + beta);
        }
        multiply(new Shape.Size(m, n, k), new Form(false, false, beta == 1), a, b, c);
    }

    @Override
    public void productTransposed(int m, int n, int k, Part a, Part b, Part c) {
        multiply(new Shape.Size(m, n, k), new Form(false, true, false), a, b, c);
    }

    @Override
    public void transposedProduct(int m, int n, int k, Part a, Part b, Part c) {
        multiply(new Shape.Size(m, n, k), new Form(true, false, false), a, b, c);
    }

    private void multiply(Shape.Size size, Form form, Part a, Part b, Part c) {
        if (limited != Thread.currentThread()) {
            OneThread.limitCaller();
            limited = Thread.currentThread();
        }
        Factor first = form.leftTurned ? factor(left, a, size.k(), size.m()) : factor(left, a, size.m(), size.k());
        Factor second = form.rightTurned ? factor(right, b, size.n(), size.k()) : factor(right, b, size.k(), size.n());
        Shape shape = new Shape(size, new Shape.Strides(first.stride, second.stride, c.stride()), form);
        multiplications
                .computeIfAbsent(shape, s -> new Multiplication(s, rounds, processor, calls))
                .execute(first.start, second.start, c.start());
    }

    private record Factor(Pointer start, int stride) {}

    /** @param rows as the matrix is stored */
    private Factor factor(RoundedFactor buffer, Part matrix, int rows, int columns) {
        return rounds
                ? new Factor(buffer.round(matrix, rows, columns), RoundedFactor.strideOf(columns))
                : new Factor(matrix.start(), matrix.stride());
    }

    @Override
    public void close() {
        multiplications.values().forEach(Multiplication::close);
        left.close();
        right.close();
        calls.close();
        processor.close();
    }
}
