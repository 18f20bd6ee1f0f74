package dev.palate.core.nd4j;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps ND4J on the calling thread. Its OpenMP threads and OpenBLAS' spin against each other and against ours: on a busy
 * machine an operation of microseconds takes milliseconds. Loading ND4J also raises OpenBLAS' thread count, which would
 * slow the CPU engine next to it.
 */
final class Nd4jThreads {

    static {
        Nd4j.getBackend();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Nd4jThreads() {}

    /** Takes effect at the first call. */
    static void one() {}
}
