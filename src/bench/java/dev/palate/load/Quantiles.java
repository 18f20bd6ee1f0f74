package dev.palate.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Quantiles of times in milliseconds. */
final class Quantiles {

    private final double[] sorted;

    /** @param nanos the times in nanoseconds */
    Quantiles(long[] nanos) {
        sorted = Arrays.stream(nanos).mapToDouble(time -> time / 1e6).sorted().toArray();
    }

    double at(double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    int count() {
        return sorted.length;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50Ms", rounded(at(0.5)));
        json.put("p95Ms", rounded(at(0.95)));
        json.put("p99Ms", rounded(at(0.99)));
        json.put("count", count());
        return json;
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
