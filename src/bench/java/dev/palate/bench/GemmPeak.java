package dev.palate.bench;

import dev.palate.core.network.NetworkSpec;
import dev.palate.core.parallel.WorkerTeam;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The time that OpenBLAS needs only for the matrix products of one step: for every layer except the sparse first one the forward
 * product, the gradient of its inputs and the gradient of its weights, on the same number of threads, one BLAS thread each.
 */
final class GemmPeak {

    private final NetworkSpec spec;
    private final int batch;
    private final int threads;

    GemmPeak(NetworkSpec spec, int batch, int threads) {
        this.spec = spec;
        this.batch = batch;
        this.threads = threads;
    }

    /** The floating-point operations of these products. */
    double operations() {
        double sum = 0;
        for (int l = 1; l < spec.weightedLayers().size(); l++) {
            sum += 3 * 2.0 * batch * (spec.inputSize(l) + 1.0) * outputs(l);
        }
        return sum;
    }

    private int outputs(int l) {
        return spec.weightedLayers().get(l).size();
    }

    /** Milliseconds: the sum of the medians of all products. */
    double milliseconds(double seconds) {
        openblas_nolapack.blas_set_num_threads(1);
        double sum = 0;
        int layers = spec.weightedLayers().size();
        try (WorkerTeam team = new WorkerTeam(threads)) {
            for (int l = 1; l < layers; l++) {
                double share = seconds / (layers - 1) / 3;
                int in = spec.inputSize(l) + 1;
                int out = outputs(l);
                sum += product(team, batch, out, in, false, true, share);
                sum += product(team, batch, in, out, false, false, share);
                sum += product(team, out, in, batch, true, false, share);
            }
        }
        return sum;
    }

    /** {@code C[m x n] = A[m x k] B[k x n]}, with its rows split among the team; either operand may be stored transposed. */
    private double product(WorkerTeam team, int m, int n, int k, boolean aTurned, boolean bTurned, double seconds) {
        try (FloatPointer a = ones((long) m * k);
                FloatPointer b = ones((long) k * n);
                FloatPointer c = ones((long) m * n)) {
            int block = (m + threads - 1) / threads;
            return Timings.of(
                            seconds,
                            () -> team.run(threads, (worker, task) -> {
                                int from = task * block;
                                int rows = Math.min(m, from + block) - from;
                                if (rows > 0) {
                                    openblas_nolapack.cblas_sgemm(
                                            openblas.CblasRowMajor,
                                            aTurned ? openblas.CblasTrans : openblas.CblasNoTrans,
                                            bTurned ? openblas.CblasTrans : openblas.CblasNoTrans,
                                            rows,
                                            n,
                                            k,
                                            1,
                                            new FloatPointer(a).position(aTurned ? from : (long) from * k),
                                            aTurned ? m : k,
                                            b,
                                            bTurned ? k : n,
                                            0,
                                            new FloatPointer(c).position((long) from * n),
                                            n);
                                }
                            }))
                    .median();
        }
    }

    private static FloatPointer ones(long length) {
        FloatPointer pointer = new FloatPointer(length);
        float[] some = new float[1 << 16];
        java.util.Arrays.fill(some, 1);
        for (long at = 0; at < length; at += some.length) {
            pointer.position(at).put(some, 0, (int) Math.min(some.length, length - at));
        }
        return pointer.position(0);
    }
}
