package dev.palate.model.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How good a version is.
 *
 * @param score its latest measurement; null if it was never measured
 * @param distinctLists the share of distinct lists among up to 200 users; null for a version of an earlier Palate
 */
public record ModelQuality(
        @Nullable ModelScore score, @Nullable Double distinctLists) {

    /** With at most this share of distinct lists, everybody gets nearly the same list ... */
    private static final double SAME_LISTS = 0.05;

    /** ... unless the lead over popularity is larger than this: then a few lists suit a few groups of users. */
    private static final double LEAD_OF_GROUPS = 0.05;

    private static final Set<String> WITH_RANKING_PRESET = Set.of("autorec", "vae");

    /** The call that trains a better version than a bad one of {@code algorithm}. */
    public static String betterCall(String algorithm) {
        if (WITH_RANKING_PRESET.contains(algorithm)) {
            return "POST /models/" + algorithm + "/train with {\"preset\": \"ranking\"}";
        }
        return "POST /models/" + (algorithm.equals("ease") ? "vae" : "ease") + "/train";
    }

    /** Whether everybody gets nearly the same list. */
    public boolean isSameForEverybody() {
        return distinctLists != null && isSameForEverybody(distinctLists, score == null ? 0 : score.lead());
    }

    public static boolean isSameForEverybody(double distinctLists, double lead) {
        return distinctLists <= SAME_LISTS && lead <= LEAD_OF_GROUPS;
    }

    /** What is wrong with a version, with a call that gives a better one. */
    public List<String> warnings(String algorithm, int version) {
        List<String> warnings = new ArrayList<>();
        if (isSameForEverybody()) {
            warnings.add("Version %d of '%s' recommends nearly the same list to everybody; %s gives a better one."
                    .formatted(version, algorithm, betterCall(algorithm)));
        }
        if (score != null && score.lead() < 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Version %d of '%s' is worse than popularity: its %s is %.4f, that of popularity %.4f; %s gives a better one.",
                    version,
                    algorithm,
                    score.metric(),
                    score.value(),
                    score.popularity(),
                    betterCall(algorithm)));
        }
        return warnings;
    }
}
