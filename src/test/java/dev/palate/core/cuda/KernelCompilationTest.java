package dev.palate.core.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The kernels compile for the cards that Palate supports; needs a compiler of NVIDIA, but no card. */
class KernelCompilationTest {

    private static final List<Integer> CAPABILITIES = List.of(75, 80, 86, 89, 90, 100, 120);

    @Test
    void nvccCompilesTheKernels(@TempDir Path folder) throws Exception {
        Optional<Path> nvcc = nvcc();
        logIfMissing("nvcc", nvcc.isPresent());
        assumeThat(nvcc).isPresent();
        Path source = Files.writeString(folder.resolve("kernels.cu"), KernelCompiler.source());
        Path target = folder.resolve("kernels.fatbin");
        List<String> command = new ArrayList<>(List.of(
                nvcc.get().toString(),
                "--fmad=false",
                "--threads=0",
                "-fatbin",
                "-o",
                target.toString(),
                source.toString()));
        CAPABILITIES.forEach(
                capability -> command.add("-gencode=arch=compute_%1$d,code=sm_%1$d".formatted(capability)));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(output).isZero();
        assertThat(target).isNotEmptyFile();
    }

    /** Only where the bindings (profile cuda), libnvrtc and the driver's library can be loaded. */
    @Test
    void nvrtcCompilesTheKernels() {
        boolean isPresent = isNvrtcPresent();
        logIfMissing("NVRTC", isPresent);
        assumeThat(isPresent).isTrue();
        assertThat(CAPABILITIES).allSatisfy(capability -> {
            try (BytePointer code = KernelCompiler.compile(capability)) {
                assertThat(code.capacity()).isPositive();
            }
        });
    }

    private static Optional<Path> nvcc() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/local/cuda/bin"))
                .map(folder -> Path.of(folder, "nvcc"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isNvrtcPresent() {
        try {
            return nvrtc.nvrtcVersion(new int[1], new int[1]) == nvrtc.NVRTC_SUCCESS;
        } catch (LinkageError e) {
            return false;
        }
    }

    private static void logIfMissing(String compiler, boolean isPresent) {
        if (!isPresent) {
            LoggerFactory.getLogger(KernelCompilationTest.class)
                    .warn("{} is not installed: it does not compile the GPU kernels here", compiler);
        }
    }
}
