package dev.palate.core.cuda;

import dev.palate.core.network.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Compiles the kernels with NVRTC to machine code of one architecture. */
final class KernelCompiler {

    private KernelCompiler() {}

    /**
     * Machine code for cards of compute capability {@code capability}, such as 90 for 9.0.
     *
     * @throws DeviceException with the compiler's messages
     */
    static BytePointer compile(int capability) {
        _nvrtcProgram program = new _nvrtcProgram();
        try (BytePointer source = new BytePointer(source());
                BytePointer name = new BytePointer("kernels.cu");
                PointerPointer<BytePointer> options =
                        new PointerPointer<>("--gpu-architecture=sm_" + capability, "--fmad=false", "--std=c++17")) {
            check(nvrtc.nvrtcCreateProgram(program, source, name, 0, (PointerPointer<?>) null, null));
            int error = nvrtc.nvrtcCompileProgram(program, (int) options.capacity(), options);
            if (error != nvrtc.NVRTC_SUCCESS) {
                throw new DeviceException("the kernels do not compile for sm_" + capability + ": " + log(program));
            }
            SizeTPointer size = new SizeTPointer(1);
            check(nvrtc.nvrtcGetCUBINSize(program, size));
            BytePointer code = new BytePointer(size.get());
            check(nvrtc.nvrtcGetCUBIN(program, code));
            return code;
        } finally {
            nvrtc.nvrtcDestroyProgram(program);
        }
    }

    static String source() {
        try (InputStream stream = KernelCompiler.class.getResourceAsStream("kernels.cu")) {
            if (stream == null) {
                throw new IllegalStateException("the resource kernels.cu is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String log(_nvrtcProgram program) {
        SizeTPointer size = new SizeTPointer(1);
        nvrtc.nvrtcGetProgramLogSize(program, size);
        try (BytePointer log = new BytePointer(size.get())) {
            nvrtc.nvrtcGetProgramLog(program, log);
            return log.getString();
        }
    }

    private static void check(int error) {
        if (error != nvrtc.NVRTC_SUCCESS) {
            throw new DeviceException(
                    "NVRTC: " + nvrtc.nvrtcGetErrorString(error).getString());
        }
    }
}
