package dev.palate.core.evaluation.detail;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The values of each measured user, in the order of the test users, which is the same for all models. Immutable. */
public final class UserDetails {

    private final int[] foldInSizes;
    private final Map<String, double[]> values;
    private final List<GroupHits> hits;

    /**
     * @param foldInSizes how many items of each user the model is shown
     * @param values of each user, by the name of the metric; this object takes ownership of the arrays
     * @param hits by the popularity of the items
     */
    public UserDetails(int[] foldInSizes, Map<String, double[]> values, List<GroupHits> hits) {
        this.foldInSizes = foldInSizes.clone();
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.hits = List.copyOf(hits);
    }

    /** The users of all parts, as if they were different users: those of several splits. */
    public static UserDetails pooled(List<UserDetails> parts) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String metric : parts.get(0).metrics()) {
            values.put(
                    metric,
                    parts.stream()
                            .flatMapToDouble(part -> Arrays.stream(part.valuesOf(metric)))
                            .toArray());
        }
        return new UserDetails(
                parts.stream()
                        .flatMapToInt(part -> IntStream.of(part.foldInSizes))
                        .toArray(),
                values,
                IntStream.range(0, parts.get(0).hits.size())
                        .mapToObj(group -> GroupHits.pooled(
                                parts.stream().map(part -> part.hits.get(group)).toList()))
                        .toList());
    }

    /** The mean of each user over all parts, which measure the same users: several trainings on one split. */
    public static UserDetails averaged(List<UserDetails> parts) {
        UserDetails first = parts.get(0);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String metric : first.metrics()) {
            double[] means = new double[first.userCount()];
            for (UserDetails part : parts) {
                double[] own = part.valuesOf(metric);
                for (int user = 0; user < means.length; user++) {
                    means[user] += own[user] / parts.size();
                }
            }
            values.put(metric, means);
        }
        return new UserDetails(
                first.foldInSizes,
                values,
                IntStream.range(0, first.hits.size())
                        .mapToObj(group -> GroupHits.averaged(
                                parts.stream().map(part -> part.hits.get(group)).toList()))
                        .toList());
    }

    public int userCount() {
        return foldInSizes.length;
    }

    /** How many items of a user the model is shown. */
    public int foldInSize(int user) {
        return foldInSizes[user];
    }

    /** The names of the metrics. */
    public Set<String> metrics() {
        return values.keySet();
    }

    /** The value of each user, as a copy. */
    public double[] valuesOf(String metric) {
        double[] found = values.get(metric);
        if (found == null) {
            throw new IllegalArgumentException("no metric '" + metric + "' of users, but " + values.keySet());
        }
        return found.clone();
    }

    /** By the popularity of the items, the most popular ones first. */
    public List<GroupHits> hits() {
        return hits;
    }
}
