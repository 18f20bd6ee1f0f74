package dev.palate.core.engine.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** The product of two factors in bfloat16 of one shape: {@code C = A B}, or {@code C = A B + C}, with C in single precision. */
final class Multiplication implements AutoCloseable {

    private final stream calls;
    private final memory a;
    private final memory b;
    private final memory c;
    private final matmul primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();

    Multiplication(Bfloat16Products.Shape shape, engine processor, stream calls) {
        this.calls = calls;
        Bfloat16Products.Shape.Size size = shape.size();
        this.a = memory(factor(size.m(), size.k(), shape.leftTurned()), processor);
        this.b = memory(factor(size.k(), size.n(), shape.rightTurned()), processor);
        long[] sizes = {size.m(), size.n()};
        long[] strides = {shape.strides().c(), 1};
        this.c = memory(new memory.desc(sizes, memory.data_type.f32, strides), processor);
        primitive_attr attributes = new primitive_attr();
        if (shape.added()) {
            post_ops operations = new post_ops();
            operations.append_sum();
            attributes.set_post_ops(operations);
        }
        this.primitive = new matmul(
                new matmul.primitive_desc(processor, a.get_desc(), b.get_desc(), c.get_desc(), attributes, false));
        arguments.put(dnnl.DNNL_ARG_SRC, a).put(dnnl.DNNL_ARG_WEIGHTS, b).put(dnnl.DNNL_ARG_DST, c);
    }

    /** A factor {@code [rows x columns]}, which is stored as {@code [columns x rows]} if it is turned. */
    private static memory.desc factor(int rows, int columns, boolean turned) {
        long[] sizes = {rows, columns};
        long[] straight = {RoundedFactor.strideOf(columns), 1};
        long[] across = {1, RoundedFactor.strideOf(rows)};
        return new memory.desc(sizes, memory.data_type.bf16, turned ? across : straight);
    }

    private static memory memory(memory.desc description, engine processor) {
        return new memory(description, processor, new Pointer((Pointer) null));
    }

    void execute(Pointer left, Pointer right, Pointer result) {
        a.set_data_handle(left);
        b.set_data_handle(right);
        c.set_data_handle(result);
        primitive.execute(calls, arguments);
    }

    @Override
    public void close() {
        arguments.close();
        primitive.close();
        a.close();
        b.close();
        c.close();
    }
}
