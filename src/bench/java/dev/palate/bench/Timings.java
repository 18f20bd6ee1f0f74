package dev.palate.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The milliseconds of repetitions of the same work. */
record Timings(double median, double p10, double p90, int count) {

    /** Adds the time of one repetition. */
    @FunctionalInterface
    interface Work {
        void run();
    }

    /** Runs {@code work} at least once and until {@code seconds} have passed. */
    static Timings of(double seconds, Work work) {
        double[] taken = new double[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            long start = System.nanoTime();
            work.run();
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = (System.nanoTime() - start) / 1e6;
        } while (System.nanoTime() < end);
        return of(Arrays.copyOf(taken, count));
    }

    static Timings of(double... milliseconds) {
        double[] sorted = milliseconds.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Timings(sorted[n / 2], sorted[n / 10], sorted[n * 9 / 10], n);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("medianMs", rounded(median));
        json.put("p10Ms", rounded(p10));
        json.put("p90Ms", rounded(p90));
        json.put("count", count);
        return json;
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
