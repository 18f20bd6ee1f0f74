package dev.palate.experiment.report;

import dev.palate.experiment.ExperimentMetric;
import dev.palate.experiment.OnlineExperiment;
import dev.palate.experiment.report.ExperimentReport.Conclusion;
import dev.palate.experiment.statistics.Assessment;
import dev.palate.experiment.statistics.Lift;
import dev.palate.experiment.statistics.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The conclusion about an experiment in words that need no statistics. */
final class ConclusionText {

    private final OnlineExperiment experiment;
    private final List<ArmEvents> arms;
    private final Assessment assessment;

    ConclusionText(OnlineExperiment experiment, List<ArmEvents> arms, Assessment assessment) {
        this.experiment = experiment;
        this.arms = arms;
        this.assessment = assessment;
    }

    /** @param storedFrom the first day of which events are stored; null if they are stored since the start of the experiment */
    Conclusion conclusion(@Nullable LocalDate storedFrom) {
        String sentence = switch (assessment.verdict()) {
            case SAMPLE_RATIO_BROKEN -> sampleRatioBroken();
            case TOO_FEW_USERS -> tooFewUsers();
            case DIFFERENT -> different();
            case NOT_YET -> notYet();
            case NOT_DIFFERENT -> notDifferent();
        };
        String coverage = storedFrom == null
                ? ""
                : " Events about lists before %s are no longer stored and not counted.".formatted(storedFrom);
        return new Conclusion(label(assessment.verdict()), sentence + coverage);
    }

    private static String label(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String sampleRatioBroken() {
        String users = arms.stream()
                .map(arm -> String.format(
                        Locale.ROOT, "%s %,d", name(arm.arm()), arm.sample().users()))
                .collect(Collectors.joining(", "));
        return text(
                "Nothing may be concluded: the numbers of users (%s) do not fit the shares of the arms (p = %.2g), so users were"
                        + " lost or assigned wrongly.",
                users, assessment.sampleRatio().pValue());
    }

    private String tooFewUsers() {
        ArmEvents smallest = arms.stream()
                .filter(arm -> Assessment.isTooSmall(arm.sample()))
                .findFirst()
                .orElseThrow();
        return text(
                "Nothing can be concluded%s: %s has %,d users, %,d of them with a %s; each arm needs at least %d users and %d with"
                        + " a %s.",
                yet(),
                name(smallest.arm()),
                smallest.sample().users(),
                smallest.sample().contributors(),
                success(),
                Assessment.LEAST_USERS,
                Assessment.LEAST_CONTRIBUTORS,
                success());
    }

    private String different() {
        List<Integer> differing = assessment.differing();
        String others = IntStream.range(0, assessment.lifts().size())
                .filter(k -> !differing.contains(k))
                .mapToObj(k -> text("; no difference between %s and %s can be concluded", name(k + 1), name(0)))
                .collect(Collectors.joining());
        String early = assessment.isPlanReached() ? "" : text(", although only %s have taken part", progress());
        return text(
                "%s: chance does not explain %s%s%s.",
                clauses(differing), differing.size() == 1 ? "this difference" : "these differences", early, others);
    }

    private String notYet() {
        boolean tempting = assessment.lifts().stream()
                .anyMatch(lift -> lift.filter(Lift::excludesZero).isPresent());
        String warning = tempting
                ? " An interval that excludes 0 counts only from the planned number of users on: looking every day finds"
                        + " differences that do not exist."
                : "";
        Long planned = assessment.plannedUsers();
        String needed = planned == null
                ? ""
                : text(
                        "; to detect a difference of %s, about %s more users %s",
                        percent(experiment.definition().minimumLift()),
                        rounded(planned - assessment.users()),
                        experiment.ending() == null ? "are needed" : "would have been needed");
        return text("No difference can be concluded%s: %s%s.%s", yet(), clauses(all()), needed, warning);
    }

    private String notDifferent() {
        return text(
                "No difference was found: %s; a difference of %s would have been detected in at least 80 %% of such experiments.",
                clauses(all()), percent(experiment.definition().minimumLift()));
    }

    private List<Integer> all() {
        return IntStream.range(0, assessment.lifts().size()).boxed().toList();
    }

    private String clauses(List<Integer> treatments) {
        return treatments.stream().map(this::clause).collect(Collectors.joining("; "));
    }

    /** Such as "rules has 12 % more clicks per list than plain (95 % interval 4 % to 21 %)". */
    private String clause(int treatment) {
        Lift lift = assessment.lifts().get(treatment).orElseThrow();
        return text(
                "%s has %s %s %s than %s (95 %% interval %s to %s)",
                name(treatment + 1),
                percent(Math.abs(lift.estimate())),
                lift.estimate() < 0 ? "fewer" : "more",
                experiment.definition().metric().words(),
                name(0),
                percent(lift.low()),
                percent(lift.high()));
    }

    private String progress() {
        return text(
                "%,d of about %s planned users",
                assessment.users(), rounded(Objects.requireNonNull(assessment.plannedUsers())));
    }

    private String success() {
        ExperimentMetric metric = experiment.definition().metric();
        return metric == ExperimentMetric.CLICKS_PER_LIST || metric == ExperimentMetric.CLICK_THROUGH
                ? "click"
                : "click or a rating";
    }

    private String yet() {
        return experiment.ending() == null ? " yet" : "";
    }

    private String name(int arm) {
        return experiment.arms().get(arm).name();
    }

    /** To two digits, because it is an estimate. */
    private static String rounded(long users) {
        long step = Math.max(1, (long) Math.pow(10, Math.floor(Math.log10((double) Math.max(1, users))) - 1));
        return text("%,d", (users + step / 2) / step * step);
    }

    private static String percent(double share) {
        double value = 100 * share;
        return text(Math.abs(value) < 9.95 ? "%.1f %%" : "%.0f %%", value).replace(".0 ", " ");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
