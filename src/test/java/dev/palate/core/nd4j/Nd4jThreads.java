package dev.palate.core.nd4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Restricts ND4J to the calling thread. The spinning OpenMP threads of ND4J and OpenBLAS compete with each other and with the
 * threads of the engine: on a busy machine an operation of microseconds takes milliseconds. Loading ND4J also raises the
 * thread count of OpenBLAS, which would slow down the CPU engine.
 */
final class Nd4jThreads {

    static {
        Nd4j.getBackend();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Nd4jThreads() {}

    /** Restricts ND4J, on the first call. */
    static void one() {}
}
