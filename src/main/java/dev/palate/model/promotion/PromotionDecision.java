package dev.palate.model.promotion;

import dev.palate.core.evaluation.PairedTest.Lead;
import dev.palate.core.split.UserSplit;
import dev.palate.model.promotion.Evidence.Rival;
import dev.palate.model.quality.ModelQuality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The decision whether a new version is activated.
 *
 * @param reason one sentence that names the compared values
 * @param warnings what is wrong with the new version or with its measurement
 */
public record PromotionDecision(boolean activated, String reason, List<String> warnings) {

    /** Decides by {@code rule}; the warnings do not depend on it. */
    static PromotionDecision of(Promotion rule, Evidence evidence) {
        Optional<String> doubt = doubt(evidence);
        Optional<String> fault = doubt.isPresent() ? Optional.empty() : fault(evidence);
        String comparison = comparison(evidence);
        return switch (rule) {
            case NEVER -> decision(false, "promote is never", comparison, doubt.or(() -> fault), evidence);
            case ALWAYS -> decision(true, "promote is always", comparison, doubt.or(() -> fault), evidence);
            case IF_BETTER ->
                doubt.or(() -> fault)
                        .map(problem -> decision(false, problem, comparison, Optional.of(problem), evidence))
                        .orElseGet(() -> againstRival(evidence, comparison));
        };
    }

    /** Decides about a version that cannot be measured, which only {@link Promotion#ALWAYS} activates. */
    static PromotionDecision unmeasured(Promotion rule, String reason) {
        return switch (rule) {
            case ALWAYS ->
                new PromotionDecision(
                        true, "Activated: promote is always; it was not measured, because " + reason + ".", List.of());
            case NEVER ->
                new PromotionDecision(
                        false,
                        "Not activated: promote is never; it was not measured, because " + reason + ".",
                        List.of());
            case IF_BETTER ->
                new PromotionDecision(
                        false,
                        "Not activated: it was not measured, because " + reason + ".",
                        List.of(
                                "The new version is not activated: it cannot be compared, because %s; promote=always activates a version all the same."
                                        .formatted(reason)));
        };
    }

    /** As {@link #of}, for a version whose rival was replaced while it was measured. */
    public PromotionDecision overtaken() {
        return activated
                ? new PromotionDecision(
                        false, "Not activated: another version was activated while this one was measured.", warnings)
                : this;
    }

    private static PromotionDecision decision(
            boolean activated, String why, String comparison, Optional<String> problem, Evidence evidence) {
        String reason = (activated ? "Activated: " : "Not activated: ") + why + "; " + comparison + ".";
        List<String> warnings = problem.map(found -> List.of(warning(activated, found, evidence)))
                .orElse(List.of());
        return new PromotionDecision(activated, reason, warnings);
    }

    private static String warning(boolean activated, String problem, Evidence evidence) {
        String advice = isMeasured(evidence)
                ? "; " + ModelQuality.betterCall(evidence.algorithm()) + " may give a better version"
                : evidence.obstacle().isPresent() ? "" : "; {\"promote\": \"always\"} activates a version all the same";
        return "The new version is %sactivated: %s%s.".formatted(activated ? "" : "not ", problem, advice);
    }

    private static boolean isMeasured(Evidence evidence) {
        return doubt(evidence).isEmpty();
    }

    private static PromotionDecision againstRival(Evidence evidence, String comparison) {
        Rival rival = evidence.rival().orElse(null);
        Lead lead = rival == null ? null : rival.lead();
        if (rival == null || lead == null || isBetter(lead)) {
            String first = rival == null ? "first version in service; " : "";
            return new PromotionDecision(true, "Activated: " + first + comparison + ".", List.of());
        }
        String favoured = rival.favoured() ? ", but may have been trained on them" : "";
        return new PromotionDecision(false, "Not activated: " + comparison + favoured + ".", List.of());
    }

    private static boolean isBetter(Lead lead) {
        return lead.value() > lead.other();
    }

    /** Why the measurement says little. */
    private static Optional<String> doubt(Evidence evidence) {
        if (evidence.obstacle().isPresent()) {
            return evidence.obstacle();
        }
        if (evidence.users() == 0) {
            return Optional.of("no user has enough relevant ratings to be tested");
        }
        if (evidence.users() < UserSplit.LEAST_TEST_USERS) {
            return Optional.of("only %d users could be tested, and fewer than %d say little"
                    .formatted(evidence.users(), UserSplit.LEAST_TEST_USERS));
        }
        return evidence.skipped() == 0
                ? Optional.empty()
                : Optional.of("%d of %d test users have too few relevant ratings to be tested"
                        .formatted(evidence.skipped(), evidence.skipped() + evidence.users()));
    }

    /** Why the version is bad. */
    private static Optional<String> fault(Evidence evidence) {
        if (evidence.sameForEverybody()) {
            return Optional.of("it recommends nearly the same list to everybody");
        }
        return evidence.overPopularity().isSignificant()
                ? Optional.empty()
                : Optional.of("it is not better than popularity by more than the confidence interval");
    }

    private static String comparison(Evidence evidence) {
        if (evidence.users() == 0) {
            return "it was not measured";
        }
        Lead lead = evidence.overPopularity();
        String popularity = String.format(
                Locale.ROOT,
                "%s is %.4f for %d users, popularity has %.4f (difference %.4f, interval %.4f to %.4f)",
                evidence.metric(),
                lead.value(),
                evidence.users(),
                lead.other(),
                lead.difference().mean(),
                lead.difference().low(),
                lead.difference().high());
        return popularity + evidence.rival().map(PromotionDecision::comparison).orElse("");
    }

    private static String comparison(Rival rival) {
        Lead lead = rival.lead();
        return lead == null
                ? "; version %d in service cannot be loaded".formatted(rival.version())
                : String.format(
                        Locale.ROOT, "; version %d in service has %.4f for these users", rival.version(), lead.other());
    }
}
