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

/** The product of two factors of one shape: {@code C = A B}, or {@code C = A B + C}, with C in single precision. */
final class Multiplication implements AutoCloseable {

    private final stream calls;
    private final memory a;
    private final memory b;
    private final memory c;
    private final matmul primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();

    /** @param rounded whether the factors are in bfloat16 */
    Multiplication(OneDnnProducts.Shape shape, boolean rounded, engine processor, stream calls) {
        this.calls = calls;
        OneDnnProducts.Shape.Size size = shape.size();
        OneDnnProducts.Shape.Strides strides = shape.strides();
        OneDnnProducts.Form form = shape.form();
        memory.data_type type = rounded ? memory.data_type.bf16 : memory.data_type.f32;
        this.a = memory(matrix(type, size.m(), size.k(), strides.a(), form.leftTurned()), processor);
        this.b = memory(matrix(type, size.k(), size.n(), strides.b(), form.rightTurned()), processor);
        this.c = memory(matrix(memory.data_type.f32, size.m(), size.n(), strides.c(), false), processor);
        primitive_attr attributes = new primitive_attr();
        if (form.added()) {
            post_ops operations = new post_ops();
            operations.append_sum();
            attributes.set_post_ops(operations);
        }
        this.primitive = new matmul(
                new matmul.primitive_desc(processor, a.get_desc(), b.get_desc(), c.get_desc(), attributes, false));
        arguments.put(dnnl.DNNL_ARG_SRC, a).put(dnnl.DNNL_ARG_WEIGHTS, b).put(dnnl.DNNL_ARG_DST, c);
    }

    /** A matrix {@code [rows x columns]}, which is stored as {@code [columns x rows]} if it is turned. */
    private static memory.desc matrix(memory.data_type type, int rows, int columns, int stride, boolean turned) {
        long[] sizes = {rows, columns};
        long[] strides = {turned ? 1 : stride, turned ? stride : 1};
        return new memory.desc(sizes, type, strides);
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
