package dev.palate.core.random;

/**
 * Random numbers as a pure function of (seed, stream, epoch, row, position), independent of the order, the thread and the
 * process that request them. The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood 2014), applied once per key word.
 */
public final class CounterRandom {

    /** The purpose of the numbers; different streams of one seed are independent. */
    public enum Stream {
        INITIAL_WEIGHTS(1),
        SHUFFLE(2),
        DROPOUT(3),
        LATENT(4),
        EXPLORATION(5),
        OUTPUT_SAMPLES(6);

        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final float UNIT_24 = 0x1p-24f;
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private final long key;

    private CounterRandom(long key) {
        this.key = key;
    }

    /** The generator of one stream at one epoch and row. It costs two multiplications per word. */
    public static CounterRandom of(long seed, Stream stream, int epoch, int row) {
        long key = mix(seed + GOLDEN * stream.number);
        return new CounterRandom(mix(key ^ (((long) epoch << 32) | (row & 0xFFFFFFFFL))));
    }

    /** The sequence of SplitMix64 from this seed: {@code bits(0)} is its first number. */
    public static CounterRandom splitMix(long seed) {
        return new CounterRandom(seed);
    }

    /** 64 random bits for {@code position}. */
    public long bits(long position) {
        return mix(key + GOLDEN * (position + 1));
    }

    /** Uniform in [0, 1), 24 bits. */
    public float uniform(long position) {
        return (bits(position) >>> 40) * UNIT_24;
    }

    /** Uniform whole number in {@code 0..bound-1}; the bias is below {@code bound / 2^64}. */
    public int below(long position, int bound) {
        return (int) Math.multiplyHigh(bits(position) >>> 1, (long) bound << 1);
    }

    /** Writes {@code count} standard normal numbers (Box and Muller 1958) to {@code target} from {@code offset}. */
    public void gaussians(float[] target, int offset, int count) {
        for (int k = VECTORS ? vectorsOfGaussians(target, offset, count) : 0; k < count; k += 2) {
            NormalPair.write(bits(k), bits(k + 1), target, offset + k, count - k);
        }
    }

    /** Writes as many numbers as whole vectors have, and returns how many these are. */
    private int vectorsOfGaussians(float[] target, int offset, int count) {
        int lanes = VectorNormalPairs.LANES;
        double[] radii = new double[lanes];
        double[] turns = new double[lanes];
        int k = 0;
        for (; k <= count - 2 * lanes; k += 2 * lanes) {
            for (int pair = 0; pair < lanes; pair++) {
                radii[pair] = ((bits(k + 2 * pair) >>> 11) + 1) * NormalPair.UNIT_53;
                turns[pair] = (bits(k + 2 * pair + 1) >>> 11) * NormalPair.UNIT_53;
            }
            VectorNormalPairs.write(radii, turns, target, offset + k);
        }
        return k;
    }

    /** A random order of {@code 0..size-1} (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
