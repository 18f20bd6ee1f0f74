/**
 * The arithmetic of networks on arrays and off-heap matrices: element-wise loops, BLAS products and optimiser steps. It must
 * not know layers or networks.
 */
@NullMarked
package dev.palate.core.engine.kernels;

import org.jspecify.annotations.NullMarked;
