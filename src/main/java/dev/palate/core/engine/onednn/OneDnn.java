package dev.palate.core.engine.onednn;

import dev.palate.core.engine.kernels.Products;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** The entry to oneDNN, and the only class that may be used where the library is missing. It is looked for once, when it is needed. */
public final class OneDnn {

    /** Only the profile onednn has this file on the class path. Without it, no class of the bindings may be touched. */
    private static final String BINDINGS = "/org/bytedeco/dnnl/linux-x86_64/libjnidnnl.so";

    /**
     * Compiled products that the library keeps for others of the same shapes, of all threads; each takes about a megabyte. The networks of
     * the presets have up to 42. With the library's own limit of 1024, 390 products kept 348 MB after they were closed.
     */
    static final int KEPT_PRODUCTS = 128;

    /** The search loads the library if there is one. */
    private static final class Search {
        static final Found FOUND = find();
    }

    /**
     * @param instructionSet a bit for each extension of the processor that the library uses
     * @param obstacle why there is none; then without bits
     */
    private record Found(int instructionSet, Optional<String> obstacle) {}

    private OneDnn() {}

    /** Whether this build contains the library; it is not loaded for the answer. */
    public static boolean isIncluded() {
        return OneDnn.class.getResource(BINDINGS) != null;
    }

    /** Why this process cannot multiply in bfloat16, with the remedy; empty if it can. */
    public static Optional<String> obstacleToBfloat16() {
        return Search.FOUND.obstacle.or(() -> ofProcessor(Search.FOUND.instructionSet));
    }

    /**
     * Products of factors that are rounded to bfloat16 (8 bits of mantissa), with sums in single precision.
     *
     * @throws IllegalStateException if there is an {@link #obstacleToBfloat16 obstacle}
     */
    public static Products bfloat16() {
        obstacleToBfloat16().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return new OneDnnProducts(true);
    }

    /** Products in single precision; empty where the library is missing, or the processor lacks AVX-512. */
    public static Optional<Products> float32() {
        return has(Search.FOUND.instructionSet, dnnl.dnnl_cpu_isa_avx512_core)
                ? Optional.of(new OneDnnProducts(false))
                : Optional.empty();
    }

    private static Found find() {
        if (!isIncluded()) {
            return new Found(
                    0, Optional.of("this build of Palate contains no oneDNN; ./mvnw -Ponednn package adds it"));
        }
        try {
            int instructionSet = dnnl.dnnl_get_effective_cpu_isa();
            OneThread.load();
            dnnl.dnnl_set_primitive_cache_capacity(KEPT_PRODUCTS);
            return new Found(instructionSet, Optional.empty());
        } catch (LinkageError e) {
            return new Found(0, Optional.of("oneDNN cannot be loaded: " + e.getMessage()));
        }
    }

    static Optional<String> ofProcessor(int instructionSet) {
        return has(instructionSet, dnnl.dnnl_cpu_isa_avx512_core_bf16)
                ? Optional.empty()
                : Optional.of("this processor has no AVX512_BF16; order the training with precision fp32");
    }

    /** The bits of an instruction set contain those of all sets that it extends. */
    private static boolean has(int instructionSet, int wanted) {
        return (instructionSet & wanted) == wanted;
    }
}
