package dev.palate.experiment.report;

import dev.palate.experiment.statistics.SampleRatio;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users did with the lists of an experiment, and what may be concluded from it.
 *
 * @param metric that decides
 * @param minimumLift the smallest relative difference that the experiment is to detect
 * @param endedAt null while it is running
 * @param from the first day that the figures cover, UTC
 * @param to the last day, which is today
 * @param complete whether the figures cover the experiment since its start; otherwise the retention of earlier events has ended
 * @param users to whom an item was shown, in all arms
 * @param plannedUsers of all arms, to detect the minimum lift in at least 80 % of such experiments; null if it cannot be estimated yet
 * @param sampleRatio whether the arms have their shares of the users
 * @param arms in the order of the experiment; the first is the control
 * @param lifts of the other arms against the control
 * @param days ascending; days without events are missing
 */
public record ExperimentReport(
        String name,

        @Schema(allowableValues = {"clicks-per-list", "click-through", "hit-rate", "user-hit-rate"})
        String metric,

        double minimumLift,
        Instant startedAt,
        @Nullable Instant endedAt,
        LocalDate from,
        LocalDate to,
        boolean complete,
        Conclusion conclusion,
        long users,
        @Nullable Long plannedUsers,
        SampleRatio sampleRatio,
        List<ArmFigures> arms,
        List<ArmLift> lifts,
        List<Day> days) {

    public ExperimentReport {
        arms = List.copyOf(arms);
        lifts = List.copyOf(lifts);
        days = List.copyOf(days);
    }

    /** @param sentence the conclusion in words */
    @Schema(name = "ExperimentConclusion")
    public record Conclusion(
            @Schema(allowableValues = {"sample-ratio-broken", "too-few-users", "different", "not-yet", "not-different"})
            String verdict,

            String sentence) {}

    /**
     * An arm.
     *
     * @param users to whom an item was shown
     * @param lists of which an item was shown
     * @param clicksPerList shown items that were clicked, for each list; null without lists
     * @param clickThroughRate share of the shown items that were clicked; null without lists
     * @param hitRate share of the lists of which a shown item was clicked or rated; null without lists
     * @param userHitRate share of the users with such a list; null without users
     */
    @Schema(name = "ExperimentArmFigures")
    public record ArmFigures(
            String arm,
            double share,
            long users,
            long lists,
            long shown,
            long clicked,
            long rated,
            @Nullable Double clicksPerList,
            @Nullable Double clickThroughRate,
            @Nullable Double hitRate,
            @Nullable Double userHitRate) {}

    /**
     * The relative difference between an arm and the control in the metric that decides, such as 0.12 for 12 % more. The 95 % intervals
     * of all arms hold together.
     *
     * @param lift null, as the other figures, while an arm has no clicks or fewer than two users
     * @param pValue the probability that at least one arm would differ this much by chance
     * @param different whether the difference may be concluded
     */
    @Schema(name = "ExperimentLift")
    public record ArmLift(
            String arm,
            @Nullable Double lift,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double pValue,
            boolean different) {}

    /** The figures of the lists that were issued on one day. A day alone decides nothing. */
    @Schema(name = "ExperimentDay")
    public record Day(LocalDate day, List<ArmFigures> arms, List<ArmLift> lifts) {}
}
