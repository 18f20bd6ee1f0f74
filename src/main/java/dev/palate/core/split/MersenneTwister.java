package dev.palate.core.split;

import java.util.stream.IntStream;

/**
 * MT19937 as in NumPy's {@code RandomState(seed)}: Knuth's initialisation, and bounded numbers by masking and rejection
 * (Matsumoto and Nishimura 1998; {@code numpy/random/src/mt19937} and {@code random_interval}).
 *
 * <p>Palate keeps this class instead of Commons RNG's generator, because the split must equal scikit-learn's to the last row:
 * Commons RNG seeds from an array and bounds numbers differently.
 */
final class MersenneTwister {

    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int next = N;

    /** @param seed 0..2^32-1 */
    MersenneTwister(long seed) {
        if (seed < 0 || seed > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("seed must be from 0 to 4294967295, but was " + seed);
        }
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    int nextInt() {
        if (next == N) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** Uniform in {@code 0..max}. */
    int nextInt(int max) {
        int mask = max == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(max);
        int value = nextInt() & mask;
        while (value > max) {
            value = nextInt() & mask;
        }
        return value;
    }

    /** NumPy's {@code permutation}: the numbers {@code 0..size-1} in a random order. */
    int[] permutation(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = nextInt(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
