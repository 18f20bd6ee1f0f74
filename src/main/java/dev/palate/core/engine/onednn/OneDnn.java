package dev.palate.core.engine.onednn;

import dev.palate.core.engine.kernels.Products;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** The entry to oneDNN, and the only class that may be used where the library is missing. It is looked for once. */
public final class OneDnn {

    /** Only the profile onednn has this file on the class path. Without it, no class of the bindings may be touched. */
    private static final String BINDINGS = "/org/bytedeco/dnnl/linux-x86_64/libjnidnnl.so";

    private static final Optional<String> OBSTACLE = findObstacle();

    private OneDnn() {}

    /** Why this process cannot multiply in bfloat16, with the remedy; empty if it can. */
    public static Optional<String> obstacleToBfloat16() {
        return OBSTACLE;
    }

    /**
     * Products of factors that are rounded to bfloat16 (8 bits of mantissa), with sums in single precision.
     *
     * @throws IllegalStateException if there is an {@link #obstacleToBfloat16 obstacle}
     */
    public static Products bfloat16() {
        OBSTACLE.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return new Bfloat16Products();
    }

    private static Optional<String> findObstacle() {
        if (OneDnn.class.getResource(BINDINGS) == null) {
            return Optional.of("this build of Palate contains no oneDNN; ./mvnw -Ponednn package adds it");
        }
        try {
            return ofProcessor(dnnl.dnnl_get_effective_cpu_isa());
        } catch (LinkageError e) {
            return Optional.of("oneDNN cannot be loaded: " + e.getMessage());
        }
    }

    /** The bits of an instruction set contain those of all sets that it extends. */
    static Optional<String> ofProcessor(int instructionSet) {
        boolean has = (instructionSet & dnnl.dnnl_cpu_isa_avx512_core_bf16) == dnnl.dnnl_cpu_isa_avx512_core_bf16;
        return has
                ? Optional.empty()
                : Optional.of("this processor has no AVX512_BF16; order the training with precision fp32");
    }
}
