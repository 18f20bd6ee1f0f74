package dev.palate.core.evaluation.detail;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What the lists of each user have of one group of items.
 *
 * @param name of the group
 * @param found how many held-out items of the group are in the list
 * @param heldOut how many items of the group are held out
 * @param listed how many items of the list are of the group
 * @param lengths how many items the list has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GroupHits(String name, double[] found, double[] heldOut, double[] listed, double[] lengths) {

    /** Without any items, for {@code users}. */
    public static GroupHits none(String name, int users) {
        return new GroupHits(name, new double[users], new double[users], new double[users], new double[users]);
    }

    static GroupHits pooled(List<GroupHits> parts) {
        return of(parts, arrays -> arrays.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    static GroupHits averaged(List<GroupHits> parts) {
        return of(parts, arrays -> {
            double[] means = new double[arrays.get(0).length];
            for (int user = 0; user < means.length; user++) {
                int at = user;
                means[user] = arrays.stream().mapToDouble(array -> array[at]).sum() / arrays.size();
            }
            return means;
        });
    }

    private static GroupHits of(List<GroupHits> parts, Function<List<double[]>, double[]> merge) {
        return new GroupHits(
                parts.get(0).name,
                merge.apply(parts.stream().map(GroupHits::found).toList()),
                merge.apply(parts.stream().map(GroupHits::heldOut).toList()),
                merge.apply(parts.stream().map(GroupHits::listed).toList()),
                merge.apply(parts.stream().map(GroupHits::lengths).toList()));
    }
}
