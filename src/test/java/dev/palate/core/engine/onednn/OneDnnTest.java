package dev.palate.core.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palate.core.engine.kernels.Products;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;

class OneDnnTest {

    @Test
    void namesTheRemedyOfAProcessorWithoutBfloat16() {
        assertThat(OneDnn.ofProcessor(dnnl.dnnl_cpu_isa_avx512_core_vnni))
                .hasValue("this processor has no AVX512_BF16; order the training with precision fp32");
        assertThat(OneDnn.ofProcessor(dnnl.dnnl_cpu_isa_avx2)).isPresent();
        assertThat(OneDnn.ofProcessor(dnnl.dnnl_cpu_isa_avx512_core_bf16)).isEmpty();
        assertThat(OneDnn.ofProcessor(dnnl.dnnl_cpu_isa_avx512_core_amx)).isEmpty();
    }

    @Test
    void limitsTheCompiledProductsThatTheLibraryKeeps() {
        Optional<Products> products = OneDnn.float32();
        assumeTrue(products.isPresent());
        products.get().close();
        assertThat(dnnl.get_primitive_cache_capacity()).isEqualTo(OneDnn.KEPT_PRODUCTS);
    }

    @Test
    void multipliesOnlyIfThereIsNoObstacle() {
        OneDnn.obstacleToBfloat16()
                .ifPresentOrElse(
                        reason -> assertThatThrownBy(OneDnn::bfloat16)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage(reason),
                        () -> OneDnn.bfloat16().close());
    }
}
