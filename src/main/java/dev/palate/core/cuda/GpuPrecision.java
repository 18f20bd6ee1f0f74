package dev.palate.core.cuda;

/** How a GPU computes matrix products. */
public enum GpuPrecision {
    /** 24 bits of mantissa throughout. */
    FP32,
    /** Factors rounded to 11 bits of mantissa, on the tensor cores. */
    TF32
}
