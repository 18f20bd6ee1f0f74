package dev.palate.core.cuda;

import dev.palate.core.network.DeviceException;
import java.util.Optional;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.IntPointer;

/**
 * The entry to the GPU, and the only class that may be used where the CUDA bindings are missing. The libraries are looked for once: a
 * class of the binding that failed to load fails in another way at each later access.
 */
public final class Cuda {

    /** Only the profile cuda has this file on the class path. Without it, no class of the bindings may be touched. */
    private static final String BINDINGS = "/org/bytedeco/cuda/linux-x86_64/libjnicudart.so";

    private static final Optional<String> OBSTACLE = findObstacle();

    private Cuda() {}

    /**
     * Opens the first GPU.
     *
     * @throws DeviceException if it cannot be used, with the reason; also where the class path lacks the bindings
     */
    public static Device open(Device.Precision precision) {
        OBSTACLE.ifPresent(reason -> {
            throw new DeviceException("no GPU can be used: " + reason);
        });
        return new CudaDevice(precision);
    }

    private static Optional<String> findObstacle() {
        if (Cuda.class.getResource(BINDINGS) == null) {
            return Optional.of("this build of Palate contains no CUDA bindings; ./mvnw -Pcuda package adds them");
        }
        try (IntPointer count = new IntPointer(1)) {
            int error = cudart.cudaGetDeviceCount(count);
            if (error != cudart.cudaSuccess) {
                return Optional.of(cudart.cudaGetErrorString(error).getString());
            }
            if (count.get() == 0) {
                return Optional.of("no CUDA device is installed");
            }
            nvrtc.nvrtcVersion(new int[1], new int[1]);
            cublas.cublasGetStatusString(0);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("a library of CUDA 13 cannot be loaded: " + e.getMessage());
        }
    }

    /** Throws {@link DeviceException} unless {@code error} is success. */
    static void check(int error, String action) {
        if (error != cudart.cudaSuccess) {
            throw new DeviceException(
                    action + ": " + cudart.cudaGetErrorString(error).getString() + " (CUDA error " + error + ")",
                    error == cudart.cudaErrorMemoryAllocation);
        }
    }
}
