package dev.palate.core.cuda;

import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Regularisation;
import java.util.Arrays;

/**
 * The arguments of a kernel in the order of its parameters. Each begins at a word of 8 bytes, and a record takes as many words
 * as it is long.
 */
public final class Arguments {

    private long[] words = new long[16];
    private int[] starts = new int[16];
    private int wordCount;
    private int count;

    /** A pointer or a whole number of 64 bits. */
    Arguments add(long value) {
        begin();
        append(value);
        return this;
    }

    /** A whole number of 32 bits. */
    Arguments add(int value) {
        return add(value & 0xFFFFFFFFL);
    }

    Arguments add(float value) {
        return add(Float.floatToRawIntBits(value));
    }

    /** A record, as words. */
    Arguments add(long[] words) {
        begin();
        for (long word : words) {
            append(word);
        }
        return this;
    }

    private void begin() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = wordCount;
    }

    private void append(long word) {
        if (wordCount == words.length) {
            words = Arrays.copyOf(words, 2 * wordCount);
        }
        words[wordCount++] = word;
    }

    /** How many arguments there are. */
    public int count() {
        return count;
    }

    /** At which word the argument {@code index} begins. */
    public int start(int index) {
        return starts[index];
    }

    /** The arguments' words. */
    public long[] words() {
        return Arrays.copyOf(words, wordCount);
    }

    /** Two numbers of 32 bits as a word of a record. */
    static long pair(int low, int high) {
        return (low & 0xFFFFFFFFL) | ((long) high << 32);
    }

    /** The constant of the same name in {@code kernels.cu}. */
    static int code(ActivationFunction activation) {
        return switch (activation) {
            case IDENTITY -> 0;
            case SIGMOID -> 1;
            case TANH -> 2;
            case RELU -> 3;
            case SWISH -> 4;
        };
    }

    /** The constant {@code KL_...} of the same name in {@code kernels.cu}. */
    static int code(Latent.KlWeight weight) {
        return switch (weight) {
            case SUM -> 0;
            case MEAN -> 1;
            case PER_INTERACTION_MEAN -> 2;
        };
    }

    /** The constant {@code PENALTY_...} of the same name in {@code kernels.cu}. */
    static int code(Regularisation.Kind penalty) {
        return switch (penalty) {
            case NONE -> 0;
            case SQUARED_L2 -> 1;
            case L2_NORM -> 2;
        };
    }
}
