/**
 * Autoencoders on the CPU, as fast as its matrix products: OpenBLAS called straight on off-heap buffers that are made
 * once, one BLAS thread a call, our own threads above it, a sparse first layer, and gradients applied as they are made.
 */
@NullMarked
package dev.palate.core.engine;

import org.jspecify.annotations.NullMarked;
