package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrenceBlock;
import java.util.Arrays;

/**
 * Computes the weights of the nearest items of items. Not thread-safe; its scratch memory is reused.
 *
 * <p>Consecutive items of {@link Neighbourhoods} have many neighbours in common, so that one block of the Gram matrix contains the
 * systems of several: a block of all their neighbours costs little more than that of one item.
 */
final class NeighbourhoodWeights implements AutoCloseable {

    /** Items of a block, unless a single system needs more: the block fits into a second-level cache. */
    static final int MOST_BLOCK = 640;

    private final Neighbourhoods neighbourhoods;
    /** The inverse square root of the diagonal entry of each item with its penalty. */
    private final float[] scale;

    private final CoOccurrenceBlock block;
    /** By item, its place in the block and 1; 0 for items outside. */
    private final int[] places;

    private final int[] members;
    private final float[] entries;
    private final int[] own;
    private final float[] matrix;
    private final float[] right;
    private final RidgeSolver solver;

    NeighbourhoodWeights(SparseGram gram, Neighbourhoods neighbourhoods, float[] scale, int neighbours) {
        int most = blockSize(neighbours);
        this.neighbourhoods = neighbourhoods;
        this.scale = scale;
        this.block = new CoOccurrenceBlock(gram.common(), gram.head());
        this.places = new int[scale.length];
        this.members = new int[most];
        this.entries = new float[most * most];
        this.own = new int[neighbours];
        this.matrix = new float[neighbours * neighbours];
        this.right = new float[neighbours];
        this.solver = new RidgeSolver(neighbours);
    }

    static int blockSize(int neighbours) {
        return Math.max(MOST_BLOCK, neighbours + 1);
    }

    /** The weights for the items at the positions {@code from..to-1}, each in the order of its nearest items. */
    float[][] of(int from, int to, Runnable beforeBlock) {
        float[][] weights = new float[to - from][];
        for (int start = from; start < to; ) {
            beforeBlock.run();
            int count = 0;
            int end = start;
            while (end < to && count + missing(neighbourhoods.item(end)) <= members.length) {
                count = enter(neighbourhoods.item(end++), count);
            }
            block.fill(members, count, entries);
            for (int place = 0; place < count; place++) {
                places[members[place]] = place + 1;
            }
            for (int position = start; position < end; position++) {
                weights[position - from] = weights(neighbourhoods.item(position), count);
            }
            for (int place = 0; place < count; place++) {
                places[members[place]] = 0;
            }
            start = end;
        }
        return weights;
    }

    private int missing(int item) {
        int missing = places[item] == 0 ? 1 : 0;
        for (int other : neighbourhoods.nearest(item)) {
            missing += places[other] == 0 ? 1 : 0;
        }
        return missing;
    }

    private int enter(int item, int count) {
        int entered = enterOne(item, count);
        for (int other : neighbourhoods.nearest(item)) {
            entered = enterOne(other, entered);
        }
        return entered;
    }

    private int enterOne(int item, int count) {
        if (places[item] > 0) {
            return count;
        }
        members[count] = item;
        places[item] = 1;
        return count + 1;
    }

    private float[] weights(int item, int width) {
        int[] nearest = neighbourhoods.nearest(item);
        int size = nearest.length;
        float[] weights = new float[size];
        if (size == 0) {
            return weights;
        }
        for (int at = 0; at < size; at++) {
            own[at] = places[nearest[at]] - 1;
        }
        // In the order of the block, so that its rows are read forward.
        Arrays.sort(own, 0, size);
        int target = places[item] - 1;
        for (int row = 0; row < size; row++) {
            fillRow(row, size, target, width);
        }
        solver.solve(matrix, right, size);
        for (int row = 0; row < size; row++) {
            int other = members[own[row]];
            weights[Arrays.binarySearch(nearest, other)] = right[row] * scale[other];
        }
        return weights;
    }

    /** A row of the system, scaled to a unit diagonal. */
    private void fillRow(int row, int size, int target, int width) {
        int place = own[row];
        float factor = scale[members[place]];
        right[row] = factor * entries[Math.max(place, target) * width + Math.min(place, target)];
        int to = row * size;
        for (int column = 0; column < row; column++) {
            matrix[to + column] = factor * scale[members[own[column]]] * entries[place * width + own[column]];
        }
        matrix[to + row] = 1;
    }

    @Override
    public void close() {
        solver.close();
    }
}
