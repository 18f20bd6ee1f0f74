package dev.palate.core.engine.onednn;

import dev.palate.core.engine.kernels.OffHeapMatrix;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Buffers for a factor in bfloat16, to which single-precision matrices are rounded. Every shape has its own, because primitives may
 * read the padding of a row: it must be 0.
 */
final class RoundedFactor implements AutoCloseable {

    private static final int ALIGNMENT = 32;

    private final engine processor;
    private final stream calls;
    private final Map<Shape, Rounding> roundings = new HashMap<>();

    private record Shape(int rows, int columns, int stride) {}

    /** A copy from a place that can be moved. */
    private record Rounding(memory from, memory to, reorder copy, ShortPointer buffer) {}

    RoundedFactor(engine processor, stream calls) {
        this.processor = processor;
        this.calls = calls;
    }

    /** Values from one row of a rounded factor to the next. */
    static int strideOf(int columns) {
        return (columns + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Rounds the matrix to nearest, ties to even; the result lasts until the next call for this shape. */
    Pointer round(OffHeapMatrix.Part matrix, int rows, int columns) {
        Rounding rounding = roundings.computeIfAbsent(new Shape(rows, columns, matrix.stride()), this::create);
        rounding.from.set_data_handle(matrix.start());
        rounding.copy.execute(calls, rounding.from, rounding.to);
        return rounding.buffer;
    }

    private Rounding create(Shape shape) {
        long[] sizes = {shape.rows, shape.columns};
        long[] strides = {shape.stride, 1};
        long[] rounded = {strideOf(shape.columns), 1};
        memory from = new memory(
                new memory.desc(sizes, memory.data_type.f32, strides), processor, new Pointer((Pointer) null));
        long length = (long) shape.rows * strideOf(shape.columns);
        ShortPointer buffer = new ShortPointer(length);
        Pointer.memset(buffer, 0, length * Short.BYTES);
        memory to = new memory(new memory.desc(sizes, memory.data_type.bf16, rounded), processor, buffer);
        return new Rounding(from, to, new reorder(from, to), buffer);
    }

    @Override
    public void close() {
        roundings.values().forEach(rounding -> {
            rounding.copy.close();
            rounding.from.close();
            rounding.to.close();
            rounding.buffer.close();
        });
    }
}
