package dev.palate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Seeds as an option writes them: {@code 1,2,5} or {@code 1-5}. */
final class SeedList {

    private static final long GREATEST = 0xFFFFFFFFL;
    private static final int MOST = 100;

    private SeedList() {}

    /** @throws IllegalArgumentException if {@code text} is no list of different seeds */
    static List<Long> parse(String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.matches("\\d{1,10}(-\\d{1,10})?")) {
                throw invalid(text);
            }
            String[] ends = part.split("-", -1);
            long from = Long.parseLong(ends[0]);
            long to = Long.parseLong(ends[ends.length - 1]);
            if (to > GREATEST || from > to || to - from >= MOST) {
                throw invalid(text);
            }
            LongStream.rangeClosed(from, to).forEach(seeds::add);
        }
        if (seeds.size() > MOST || seeds.stream().distinct().count() < seeds.size()) {
            throw invalid(text);
        }
        return seeds;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("--seeds '" + text + "': expected at most " + MOST
                + " different seeds from 0 to " + GREATEST + ", such as 1,2,5 or 1-5");
    }
}
