package dev.palate.core.cuda;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import dev.palate.core.network.DeviceException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A device in the memory of the host: g++ compiles the kernels with a shim that gives each thread a fibre, and OpenBLAS
 * multiplies. It executes at once what is enqueued.
 */
public final class EmulatedDevice implements Device {

    private static final Pattern KERNEL = Pattern.compile("__global__ (?:__launch_bounds__\\(\\d+\\) )?void (\\w+)\\(");
    private static boolean hasTrampoline;
    private static final Map<String, Long> LIBRARIES = new HashMap<>();

    private final Map<Long, BytePointer> memory = new HashMap<>();
    private final long library;
    private long allocated;
    private int launches;
    private int mostLaunches = Integer.MAX_VALUE;
    private long most = Long.MAX_VALUE;

    private EmulatedDevice(long library) {
        this.library = library;
    }

    /** Whether a C++ compiler is installed. */
    public static boolean isAvailable() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "g++")));
    }

    /** Skips the tests that need the device where no C++ compiler is installed, and logs that. */
    static void assumeAvailable() {
        if (!isAvailable()) {
            LoggerFactory.getLogger(EmulatedDevice.class).warn("No g++ on the path: the GPU kernels are not tested");
        }
        assumeThat(isAvailable()).as("g++ is on the path").isTrue();
    }

    /** A device with the kernels as they are. */
    public static EmulatedDevice create() {
        return create(source -> source);
    }

    /** A device with changed kernels, to see whether a fault is detected. */
    public static synchronized EmulatedDevice create(UnaryOperator<String> change) {
        try {
            if (!hasTrampoline) {
                Path trampoline = compile(text("trampoline.cpp"));
                System.load(trampoline.toString());
                delete(trampoline);
                hasTrampoline = true;
            }
            String program = program(change.apply(text("kernels.cu")));
            Long library = LIBRARIES.get(program);
            if (library == null) {
                library = load(compile(program));
                LIBRARIES.put(program, library);
            }
            return new EmulatedDevice(library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long load(Path compiled) throws IOException {
        try (BytePointer path = new BytePointer(compiled.toString())) {
            long library = open(path.address());
            if (library == 0) {
                throw new IllegalStateException("the compiled kernels cannot be loaded");
            }
            return library;
        } finally {
            delete(compiled);
        }
    }

    /** A loaded library needs its file no more. */
    private static void delete(Path compiled) throws IOException {
        FileSystemUtils.deleteRecursively(compiled.getParent());
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = EmulatedDevice.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String program(String kernels) throws IOException {
        String names = KERNEL.matcher(kernels)
                .results()
                .map(match -> match.group(1))
                .map(name -> "    {\"" + name + "\", [](long long *words) { call(" + name + ", words); }},\n")
                .collect(Collectors.joining());
        return text("shim.h") + kernels + "\nstatic const NamedKernel KERNELS[] = {\n" + names
                + "    {nullptr, nullptr}};\nextern \"C\" int launch(const char *name, long long *words, long long x, int y,"
                + " int threads) {\n    return execute(KERNELS, name, words, x, y, threads);\n}\n";
    }

    private static Path compile(String program) throws IOException {
        Path folder = Files.createTempDirectory("palate-kernels");
        Path source = folder.resolve("program.cpp");
        Path library = folder.resolve("program.so");
        Files.writeString(source, program);
        Process compiler = new ProcessBuilder(
                        "g++",
                        "-std=c++17",
                        "-O1",
                        "-ffp-contract=off",
                        "-shared",
                        "-fPIC",
                        "-U_FORTIFY_SOURCE",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException("the kernels do not compile:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return library;
    }

    private static native long open(long path);

    private static native int execute(long library, long name, long words, long gridX, int gridY, int threads);

    /** Lets the device fail at the launch after {@code more} others. */
    EmulatedDevice failAfter(int more) {
        mostLaunches = launches + more;
        return this;
    }

    /** The number of kernels launched so far. */
    int launches() {
        return launches;
    }

    /** Lets the device have {@code bytes} of memory only. */
    EmulatedDevice withMemory(long bytes) {
        most = bytes;
        return this;
    }

    @Override
    public String name() {
        return "emulated device";
    }

    @Override
    public String description() {
        return name();
    }

    @Override
    public long allocatedBytes() {
        return allocated;
    }

    @Override
    public long allocate(long bytes) {
        if (allocated + bytes > most) {
            throw new DeviceException("out of memory", true);
        }
        BytePointer pointer = new BytePointer(bytes + 64);
        Pointer.memset(pointer, 0, bytes + 64);
        long address = (pointer.address() + 63) / 64 * 64;
        memory.put(address, pointer);
        allocated += bytes;
        return address;
    }

    @Override
    public void release(long address) {
        BytePointer pointer = memory.remove(address);
        if (pointer != null) {
            allocated -= pointer.capacity() - 64;
            pointer.close();
        }
    }

    @Override
    public HostBuffer hostBuffer(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return new HostBuffer() {
            @Override
            public ByteBuffer bytes() {
                return buffer;
            }

            @Override
            public void close() {}
        };
    }

    private static BytePointer at(long target) {
        return new BytePointer((Pointer) null) {
            {
                address = target;
            }
        };
    }

    @Override
    public void upload(HostBuffer source, long target, long bytes) {
        Pointer.memcpy(at(target), new BytePointer(source.bytes().duplicate().clear()), bytes);
    }

    @Override
    public void download(long source, HostBuffer target, long bytes) {
        Pointer.memcpy(new BytePointer(target.bytes().duplicate().clear()), at(source), bytes);
    }

    @Override
    public void clear(long target, long bytes) {
        Pointer.memset(at(target), 0, bytes);
    }

    @Override
    public void launch(Launch launch, Arguments arguments) {
        if (launches++ >= mostLaunches) {
            throw new DeviceException("the device is lost");
        }
        try (BytePointer name = new BytePointer(launch.kernel());
                LongPointer words = new LongPointer(arguments.words())) {
            if (execute(library, name.address(), words.address(), launch.gridX(), launch.gridY(), launch.threads())
                    != 0) {
                throw new DeviceException("cannot launch " + launch);
            }
        }
    }

    @Override
    public void multiply(Product p) {
        openblas_nolapack.cblas_sgemm(
                CblasRowMajor,
                p.transposeA() ? CblasTrans : CblasNoTrans,
                p.transposeB() ? CblasTrans : CblasNoTrans,
                p.m(),
                p.n(),
                p.k(),
                1,
                new FloatPointer(at(p.a())),
                p.lda(),
                new FloatPointer(at(p.b())),
                p.ldb(),
                p.beta(),
                new FloatPointer(at(p.c())),
                p.ldc());
    }

    @Override
    public int fork(Runnable work) {
        work.run();
        return 0;
    }

    @Override
    public void join(int ticket) {}

    @Override
    public Recording record(Runnable work) {
        return new Recording() {
            @Override
            public void enqueue() {
                work.run();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
        List.copyOf(memory.keySet()).forEach(this::release);
    }
}
