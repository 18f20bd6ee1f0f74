package dev.palate.core.engine.onednn;

import java.nio.file.Path;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/** Limits OpenMP, whose threads oneDNN uses, to the calling thread. The bindings lack this function of OpenMP. */
final class OneThread extends SetNumThreads {

    private static final OneThread FUNCTION = find();

    private OneThread(Pointer address) {
        put(address);
    }

    /**
     * Looks for the function.
     *
     * @throws LinkageError if there is none
     */
    static void load() {
        // The static initialiser has looked for it.
    }

    /** Limits the calls of oneDNN by this thread, for good. */
    static void limitCaller() {
        FUNCTION.call(1);
    }

    private static OneThread find() {
        Path bindings = Path.of(Loader.load(dnnl.class));
        // The library is loaded already; this makes the functions of the OpenMP that it uses visible.
        Loader.loadGlobal(bindings.resolveSibling("libdnnl.so.3").toString());
        Pointer address = Loader.addressof("omp_set_num_threads");
        if (address == null) {
            throw new UnsatisfiedLinkError("omp_set_num_threads");
        }
        return new OneThread(address);
    }
}
