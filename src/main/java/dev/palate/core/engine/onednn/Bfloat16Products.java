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
 * {@link Products} whose factors are rounded to bfloat16 before each product. Primitives are created once for each shape, by a
 * thread that OpenMP is limited to, so the result does not depend on the number of processors.
 */
final class Bfloat16Products implements Products {

    private final engine processor = new engine(engine.kind.cpu, 0);
    private final stream calls = new stream(processor);
    private final Map<Shape, Multiplication> multiplications = new HashMap<>();
    private final RoundedFactor left = new RoundedFactor(processor, calls);
    private final RoundedFactor right = new RoundedFactor(processor, calls);
    private @Nullable Thread limited;

    /** The sizes of a product, the floats from one row of each matrix to the next, and which factors are transposed. */
    record Shape(Size size, Strides strides, boolean leftTurned, boolean rightTurned, boolean added) {

        record Size(int m, int n, int k) {}

        record Strides(int a, int b, int c) {}
    }

    @Override
    public void product(int m, int n, int k, Part a, Part b, float beta, Part c) {
        if (beta != 0 && beta != 1) {
            throw new IllegalArgumentException("beta must be 0 or 1, not " + beta);
        }
        multiply(new Shape(new Shape.Size(m, n, k), strides(a, b, c), false, false, beta == 1), a, b, c);
    }

    @Override
    public void productTransposed(int m, int n, int k, Part a, Part b, Part c) {
        multiply(new Shape(new Shape.Size(m, n, k), strides(a, b, c), false, true, false), a, b, c);
    }

    @Override
    public void transposedProduct(int m, int n, int k, Part a, Part b, Part c) {
        multiply(new Shape(new Shape.Size(m, n, k), strides(a, b, c), true, false, false), a, b, c);
    }

    private static Shape.Strides strides(Part a, Part b, Part c) {
        return new Shape.Strides(a.stride(), b.stride(), c.stride());
    }

    private void multiply(Shape shape, Part a, Part b, Part c) {
        if (limited != Thread.currentThread()) {
            OneThread.limitCaller();
            limited = Thread.currentThread();
        }
        Multiplication multiplication =
                multiplications.computeIfAbsent(shape, s -> new Multiplication(s, processor, calls));
        Shape.Size size = shape.size();
        Pointer roundedA = shape.leftTurned() ? left.round(a, size.k(), size.m()) : left.round(a, size.m(), size.k());
        Pointer roundedB =
                shape.rightTurned() ? right.round(b, size.n(), size.k()) : right.round(b, size.k(), size.n());
        multiplication.execute(roundedA, roundedB, c.start());
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
