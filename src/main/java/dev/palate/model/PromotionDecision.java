package dev.palate.model;

import dev.palate.model.version.HeldOutScore;
import java.util.Locale;
import java.util.Optional;

/**
 * The decision whether a new version is activated.
 *
 * @param reason one sentence that names the compared values
 */
record PromotionDecision(boolean activated, String reason) {

    /**
     * Compares a new version with the active version and with popularity. If no version is active, the new version is activated
     * whatever its score is, because any trained model answers requests for its algorithm; the reason then gives its score.
     *
     * @param fresh the score of the new version, if it was measured
     * @param active the active version, if there is one
     */
    static PromotionDecision of(Promotion rule, Optional<HeldOutScore> fresh, Optional<ActiveVersion> active) {
        if (rule == Promotion.NEVER) {
            return new PromotionDecision(false, "Not activated: promote is never.");
        }
        String comparison = fresh.map(PromotionDecision::againstPopularity).orElse("it was not measured");
        if (rule == Promotion.ALWAYS) {
            return new PromotionDecision(true, "Activated: promote is always; " + comparison + ".");
        }
        if (active.isEmpty()) {
            return new PromotionDecision(true, "Activated as the first version in service; " + comparison + ".");
        }
        return ifBetter(fresh, active.get());
    }

    private static PromotionDecision ifBetter(Optional<HeldOutScore> fresh, ActiveVersion active) {
        Optional<HeldOutScore> old = active.score();
        boolean comparable = fresh.isPresent()
                && old.isPresent()
                && fresh.get().metric().equals(old.get().metric());
        if (!comparable) {
            return new PromotionDecision(
                    false,
                    "Not activated: version %d in service was not measured by the same metric (%s against %s), activate it explicitly if you want it."
                            .formatted(active.version(), name(old), name(fresh)));
        }
        HeldOutScore score = fresh.get();
        String against = "version %d in service has %s"
                .formatted(active.version(), number(old.get().value()));
        String comparison = againstPopularity(score) + "; " + against + ".";
        boolean better = score.betterThan(old.get().value());
        boolean beatsPopularity = score.popularity() == null || score.betterThan(score.popularity());
        if (better && beatsPopularity) {
            return new PromotionDecision(true, "Activated: " + comparison);
        }
        String obstacle = better ? "popularity is not beaten; " : "";
        return new PromotionDecision(false, "Not activated: " + obstacle + comparison);
    }

    private static String againstPopularity(HeldOutScore score) {
        String popularity = score.popularity() == null ? "" : " (popularity has " + number(score.popularity()) + ")";
        return score.metric() + " is " + number(score.value()) + popularity;
    }

    private static String name(Optional<HeldOutScore> score) {
        return score.map(HeldOutScore::metric).orElse("none");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The active version and its score at its publication. */
    record ActiveVersion(int version, Optional<HeldOutScore> score) {}
}
