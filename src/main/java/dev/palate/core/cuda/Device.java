package dev.palate.core.cuda;

import java.nio.ByteBuffer;

/**
 * A device with memory of its own that executes the kernels of {@code kernels.cu} and matrix products, one after the other in
 * the order in which they are enqueued. Not for concurrent use.
 *
 * <p>Addresses are those of the device. Every method throws {@link dev.palate.core.network.DeviceException} if the device fails,
 * also for work that was enqueued earlier.
 */
public interface Device extends AutoCloseable {

    /** The device's name, for people. */
    String name();

    /** The device's name and its properties, for people. */
    String description();

    /** Bytes that are allocated. */
    long allocatedBytes();

    /** New memory, filled with zeros. */
    long allocate(long bytes);

    /** Releases memory; 0 is ignored. */
    void release(long address);

    /** Memory of the host from which and to which the device can copy without waiting. */
    HostBuffer hostBuffer(int bytes);

    /** Enqueues a copy to the device. */
    void upload(HostBuffer source, long target, long bytes);

    /** Enqueues a copy to the host. */
    void download(long source, HostBuffer target, long bytes);

    /** Enqueues filling with zeros. */
    void clear(long address, long bytes);

    /** Enqueues a kernel. */
    void launch(Launch launch, Arguments arguments);

    /** Enqueues a product of row-major matrices. */
    void multiply(Product product);

    /**
     * Enqueues {@code work} after everything so far, but it may execute at the same time as what is enqueued afterwards. Forked works
     * execute one after the other.
     *
     * @return a ticket for {@link #join}
     */
    int fork(Runnable work);

    /** Lets everything that is enqueued next wait for the work with this ticket. */
    void join(int ticket);

    /** Records what {@code work} enqueues, without executing it, to be enqueued again as a whole. */
    Recording record(Runnable work);

    /** Waits until everything that was enqueued has finished. */
    void finish();

    @Override
    void close();

    /** How a GPU computes matrix products. */
    enum Precision {
        /** 24 bits of mantissa throughout. */
        FP32,
        /** Factors rounded to 11 bits of mantissa, on the tensor cores. */
        TF32
    }

    /** Memory of the host that stays at its address. */
    interface HostBuffer extends AutoCloseable {

        /** The memory, in the byte order of the machine. */
        ByteBuffer bytes();

        @Override
        void close();
    }

    /** Work that can be enqueued any number of times. */
    interface Recording extends AutoCloseable {

        void enqueue();

        @Override
        void close();
    }

    /**
     * A kernel and its grid.
     *
     * @param threads of a block, a multiple of 32
     */
    record Launch(String kernel, long gridX, int gridY, int threads) {

        static Launch of(String kernel, long blocks, int threads) {
            return new Launch(kernel, blocks, 1, threads);
        }
    }

    /**
     * {@code C[m x n] = A[m x k] B[k x n] + beta C}, where {@code A} or {@code B} may be stored transposed.
     *
     * @param a address; the rows of the stored matrix are {@code lda} floats apart
     */
    record Product(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            long a,
            int lda,
            long b,
            int ldb,
            float beta,
            long c,
            int ldc) {}
}
