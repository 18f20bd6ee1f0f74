package dev.palate.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The kernels compile for the cards that Palate supports; needs nvcc, but no card. */
class KernelCompilationTest {

    private static final Path NVCC = Path.of("/usr/local/cuda/bin/nvcc");

    @ParameterizedTest
    @ValueSource(ints = {75, 80, 86, 89, 90, 100, 120})
    void compilesFor(int capability, @TempDir Path folder) throws Exception {
        if (!Files.isExecutable(NVCC)) {
            LoggerFactory.getLogger(getClass()).warn("No {}: the GPU kernels are not compiled", NVCC);
        }
        assumeThat(NVCC).isExecutable();
        Path source = Files.writeString(folder.resolve("kernels.cu"), KernelCompiler.source());
        Process compiler = new ProcessBuilder(
                        NVCC.toString(),
                        "--fmad=false",
                        "-cubin",
                        "-arch=sm_" + capability,
                        "-o",
                        folder.resolve("kernels.cubin").toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(output).isZero();
    }
}
