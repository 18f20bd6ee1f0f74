/**
 * Training and inference of autoencoders on the CPU, as fast as the matrix products in them. It must not know any
 * algorithm: it sees networks only as {@link dev.palate.core.network.NetworkSpec}.
 *
 * <p>Palate keeps its own engine because no library for the JVM does all of the following, and DL4J, the library
 * it replaces, is several times slower (docs/benchmarks.md): it calls OpenBLAS on off-heap buffers that are allocated once,
 * it uses one BLAS thread per call and its own threads above it, it treats the input as sparse, it applies gradients block
 * by block while they are in the cache, and it produces the same bits for every number of threads.
 */
@NullMarked
package dev.palate.core.engine;

import org.jspecify.annotations.NullMarked;
