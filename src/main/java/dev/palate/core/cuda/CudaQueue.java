package dev.palate.core.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_DEFAULT_MATH;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_ALLOC_FAILED;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.CUBLAS_TF32_TENSOR_OP_MATH;

import dev.palate.core.network.DeviceException;
import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.FloatPointer;

/** A CUDA stream, and cuBLAS with memory of its own for products on that stream. */
final class CudaQueue implements AutoCloseable {

    /** What cuBLAS recommends for Hopper; with memory of its own a recording may contain products. */
    private static final long WORKSPACE_BYTES = 32L << 20;

    private final CUstream_st stream = new CUstream_st();
    private final cublasContext blas = new cublasContext();
    private final FloatPointer one = new FloatPointer(1f);
    private final FloatPointer beta = new FloatPointer(1);

    CudaQueue(Device.Precision precision, CudaMemory memory) {
        Cuda.check(cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "create a stream");
        try {
            openBlas(precision, memory);
        } catch (DeviceException e) {
            close();
            throw e;
        }
    }

    private void openBlas(Device.Precision precision, CudaMemory memory) {
        check(cublas.cublasCreate_v2(blas), "initialise cuBLAS");
        check(cublas.cublasSetStream_v2(blas, stream), "set cuBLAS' stream");
        long workspace = memory.allocate(stream, WORKSPACE_BYTES);
        check(cublas.cublasSetWorkspace_v2(blas, CudaMemory.at(workspace), WORKSPACE_BYTES), "set cuBLAS' workspace");
        int mode = precision == Device.Precision.TF32 ? CUBLAS_TF32_TENSOR_OP_MATH : CUBLAS_DEFAULT_MATH;
        check(cublas.cublasSetMathMode(blas, mode), "set the precision");
    }

    CUstream_st stream() {
        return stream;
    }

    /** cuBLAS stores by columns, so it computes the transposed product of the transposed factors. */
    void multiply(Device.Product p) {
        beta.put(p.beta());
        check(
                cublas.cublasSgemm_v2(
                        blas,
                        p.transposeB() ? CUBLAS_OP_T : CUBLAS_OP_N,
                        p.transposeA() ? CUBLAS_OP_T : CUBLAS_OP_N,
                        p.n(),
                        p.m(),
                        p.k(),
                        one,
                        new FloatPointer(CudaMemory.at(p.b())),
                        p.ldb(),
                        new FloatPointer(CudaMemory.at(p.a())),
                        p.lda(),
                        beta,
                        new FloatPointer(CudaMemory.at(p.c())),
                        p.ldc()),
                "multiply");
    }

    /** Makes everything that is enqueued here from now on wait for everything that is enqueued in {@code earlier}. */
    void follow(CudaQueue earlier, CUevent_st event) {
        earlier.mark(event);
        await(event);
    }

    /** Lets {@code event} happen once everything that is enqueued has finished. */
    void mark(CUevent_st event) {
        Cuda.check(cudart.cudaEventRecord(event, stream), "mark work");
    }

    /** Lets what is enqueued next wait for {@code event}. */
    void await(CUevent_st event) {
        Cuda.check(cudart.cudaStreamWaitEvent(stream, event, 0), "wait for work");
    }

    private static void check(int status, String action) {
        if (status != CUBLAS_STATUS_SUCCESS) {
            String reason = cublas.cublasGetStatusString(status).getString();
            throw new DeviceException(action + ": " + reason, status == CUBLAS_STATUS_ALLOC_FAILED);
        }
    }

    @Override
    public void close() {
        cublas.cublasDestroy_v2(blas);
        cudart.cudaStreamDestroy(stream);
    }
}
