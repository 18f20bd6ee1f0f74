package dev.palate.core.cuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The first NVIDIA GPU: a stream and a second one for forked work, kernels that NVRTC compiles for it, and cuBLAS. A recording is a
 * CUDA graph.
 */
final class CudaDevice implements Device {

    /** The compiled kernels by compute capability: compiling takes a second. */
    private static final Map<Integer, BytePointer> CODE = new ConcurrentHashMap<>();

    /** The number of works that can be forked before the first one is joined. */
    private static final int EVENTS = 64;

    /** What {@link #close} releases in addition to the memory, the latest first. */
    private final Deque<Runnable> releases = new ArrayDeque<>();

    private final CUevent_st[] events = new CUevent_st[2 * EVENTS];
    private final CUmod_st module = new CUmod_st();
    private final Map<String, CUfunc_st> kernels = new HashMap<>();
    private final CudaMemory memory = new CudaMemory();
    private final String name;
    private final String description;
    private final CudaQueue main;
    private final CudaQueue side;
    private CudaQueue current;
    private int tickets;

    /**
     * Only for {@link Cuda}, which knows that the class can be loaded.
     *
     * @throws dev.palate.core.network.DeviceException if the GPU cannot be used, with the reason
     */
    CudaDevice(Device.Precision precision) {
        Cuda.check(cudart.cudaSetDevice(0), "select the GPU");
        // Creates the context that the driver's functions need.
        Cuda.check(cudart.cudaFree(null), "initialise the GPU");
        int capability = 10 * attribute(cudart.cudaDevAttrComputeCapabilityMajor)
                + attribute(cudart.cudaDevAttrComputeCapabilityMinor);
        BytePointer code = CODE.computeIfAbsent(capability, KernelCompiler::compile);
        try {
            Cuda.check(cudart.cuModuleLoadData(module, code), "load the kernels");
            releases.push(() -> cudart.cuModuleUnload(module));
            main = openQueue(precision);
            side = openQueue(precision);
            createEvents();
            name = readName();
            description = "%s, compute capability %d.%d, %d MiB"
                    .formatted(name, capability / 10, capability % 10, totalMemory() >> 20);
        } catch (RuntimeException | Error e) { // such as lack of memory for the second queue
            close();
            throw e;
        }
        current = main;
    }

    private CudaQueue openQueue(Device.Precision precision) {
        CudaQueue queue = new CudaQueue(precision, memory);
        releases.push(queue::close);
        return queue;
    }

    private void createEvents() {
        for (int i = 0; i < events.length; i++) {
            CUevent_st event = new CUevent_st();
            Cuda.check(cudart.cudaEventCreateWithFlags(event, cudart.cudaEventDisableTiming), "create an event");
            releases.push(() -> cudart.cudaEventDestroy(event));
            events[i] = event;
        }
    }

    private static int attribute(int which) {
        try (IntPointer value = new IntPointer(1)) {
            Cuda.check(cudart.cudaDeviceGetAttribute(value, which, 0), "read an attribute of the GPU");
            return value.get();
        }
    }

    private static String readName() {
        byte[] bytes = new byte[256];
        Cuda.check(cudart.cuDeviceGetName(bytes, bytes.length, 0), "read the name of the GPU");
        int length = 0;
        while (bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static long totalMemory() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            Cuda.check(cudart.cudaMemGetInfo(free, total), "read the memory of the GPU");
            return total.get();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public long allocatedBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public long allocate(long bytes) {
        return memory.allocate(current.stream(), bytes);
    }

    @Override
    public void release(long address) {
        memory.release(address);
    }

    @Override
    public HostBuffer hostBuffer(int bytes) {
        return memory.hostBuffer(bytes);
    }

    @Override
    public void upload(HostBuffer source, long target, long bytes) {
        memory.upload(current.stream(), source, target, bytes);
    }

    @Override
    public void download(long source, HostBuffer target, long bytes) {
        memory.download(current.stream(), source, target, bytes);
    }

    @Override
    public void clear(long address, long bytes) {
        memory.clear(current.stream(), address, bytes);
    }

    @Override
    public void launch(Launch launch, Arguments arguments) {
        try (LongPointer words = new LongPointer(arguments.words());
                LongPointer addresses = new LongPointer(arguments.count());
                PointerPointer<Pointer> parameters = new PointerPointer<>(addresses)) {
            for (int i = 0; i < arguments.count(); i++) {
                addresses.put(i, words.address() + (long) arguments.start(i) * Long.BYTES);
            }
            Cuda.check(
                    cudart.cuLaunchKernel(
                            kernels.computeIfAbsent(launch.kernel(), this::kernel),
                            Math.toIntExact(launch.gridX()),
                            launch.gridY(),
                            1,
                            launch.threads(),
                            1,
                            1,
                            0,
                            current.stream(),
                            parameters,
                            (PointerPointer<?>) null),
                    "launch " + launch);
        }
    }

    private CUfunc_st kernel(String kernel) {
        CUfunc_st function = new CUfunc_st();
        Cuda.check(cudart.cuModuleGetFunction(function, module, kernel), "find the kernel " + kernel);
        return function;
    }

    @Override
    public void multiply(Product product) {
        current.multiply(product);
    }

    @Override
    public int fork(Runnable work) {
        int ticket = tickets++ % EVENTS;
        side.follow(main, events[ticket]);
        current = side;
        try {
            work.run();
        } finally {
            current = main;
        }
        side.mark(events[EVENTS + ticket]);
        return ticket;
    }

    @Override
    public void join(int ticket) {
        main.await(events[EVENTS + ticket]);
    }

    @Override
    public Recording record(Runnable work) {
        Cuda.check(
                cudart.cudaStreamBeginCapture(main.stream(), cudart.cudaStreamCaptureModeThreadLocal),
                "begin to record");
        CUgraph_st graph = new CUgraph_st();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            cudart.cudaStreamEndCapture(main.stream(), graph);
            cudart.cudaGraphDestroy(graph);
            throw e;
        }
        Cuda.check(cudart.cudaStreamEndCapture(main.stream(), graph), "record");
        CUgraphExec_st executable = new CUgraphExec_st();
        int error = cudart.cudaGraphInstantiate(executable, graph, 0);
        cudart.cudaGraphDestroy(graph);
        Cuda.check(error, "prepare a recording");
        return new Recording() {
            @Override
            public void enqueue() {
                Cuda.check(cudart.cudaGraphLaunch(executable, main.stream()), "enqueue a recording");
            }

            @Override
            public void close() {
                cudart.cudaGraphExecDestroy(executable);
            }
        };
    }

    @Override
    public void finish() {
        Cuda.check(cudart.cudaStreamSynchronize(main.stream()), "wait for the GPU");
    }

    @Override
    public void close() {
        memory.close();
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
