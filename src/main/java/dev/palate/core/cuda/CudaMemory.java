package dev.palate.core.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** The memory that one user of a GPU has allocated there, and its pinned memory on the host. */
final class CudaMemory implements AutoCloseable {

    private final Map<Long, Long> sizes = new HashMap<>();
    private final Set<PinnedBuffer> pinned = new HashSet<>();
    private long allocated;

    /** A pointer to an address of the GPU; {@code 0} is null. */
    static Pointer at(long target) {
        return new Pointer((Pointer) null) {
            {
                address = target;
            }
        };
    }

    long allocatedBytes() {
        return allocated;
    }

    /** New memory, which {@code stream} fills with zeros. */
    long allocate(CUstream_st stream, long bytes) {
        Pointer pointer = new Pointer((Pointer) null) {};
        Cuda.check(cudart.cudaMalloc(pointer, bytes), "allocate " + bytes + " bytes on the GPU");
        long address = pointer.address();
        sizes.put(address, bytes);
        allocated += bytes;
        clear(stream, address, bytes);
        return address;
    }

    void release(long address) {
        Long bytes = sizes.remove(address);
        if (bytes != null) {
            allocated -= bytes;
            cudart.cudaFree(at(address));
        }
    }

    void clear(CUstream_st stream, long address, long bytes) {
        Cuda.check(cudart.cudaMemsetAsync(at(address), 0, bytes, stream), "clear memory of the GPU");
    }

    Device.HostBuffer hostBuffer(int bytes) {
        PinnedBuffer buffer = new PinnedBuffer(bytes);
        pinned.add(buffer);
        return buffer;
    }

    void upload(CUstream_st stream, Device.HostBuffer source, long target, long bytes) {
        Cuda.check(
                cudart.cudaMemcpyAsync(
                        at(target), ((PinnedBuffer) source).memory, bytes, cudart.cudaMemcpyHostToDevice, stream),
                "copy to the GPU");
    }

    void download(CUstream_st stream, long source, Device.HostBuffer target, long bytes) {
        Cuda.check(
                cudart.cudaMemcpyAsync(
                        ((PinnedBuffer) target).memory, at(source), bytes, cudart.cudaMemcpyDeviceToHost, stream),
                "copy from the GPU");
    }

    private final class PinnedBuffer implements Device.HostBuffer {

        private final BytePointer memory = new BytePointer((Pointer) null);
        private final ByteBuffer bytes;

        PinnedBuffer(int size) {
            Cuda.check(cudart.cudaMallocHost(memory, size), "allocate " + size + " bytes of pinned memory");
            bytes = memory.capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
        }

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }

        @Override
        public void close() {
            if (pinned.remove(this)) {
                cudart.cudaFreeHost(memory);
            }
        }
    }

    /** Releases everything, also what its user forgot when it failed; an error here repeats one that was reported before. */
    @Override
    public void close() {
        List.copyOf(sizes.keySet()).forEach(this::release);
        List.copyOf(pinned).forEach(PinnedBuffer::close);
    }
}
