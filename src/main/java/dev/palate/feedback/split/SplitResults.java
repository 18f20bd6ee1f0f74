package dev.palate.feedback.split;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users did with the lists of both arms of a traffic split.
 *
 * @param from the first day, UTC
 * @param to the last day, which is today
 * @param arms the active version and the version under test, if users reported events about their lists
 * @param lift of the version under test; null with fewer than two users in an arm
 * @param sampleRatio whether the arms have as many users as they should; null without users
 * @param days by day and arm, ascending; days without events are missing
 */
public record SplitResults(
        String algorithm,
        double share,
        LocalDate from,
        LocalDate to,
        List<ArmResult> arms,
        @Nullable Lift lift,
        @Nullable SampleRatio sampleRatio,
        List<ArmDay> days) {

    public SplitResults {
        arms = List.copyOf(arms);
        days = List.copyOf(days);
    }

    /**
     * An arm.
     *
     * @param version the newest one that answered
     * @param users to whom an item was shown
     * @param answers lists of which an item was shown
     * @param clickThroughRate share of the shown items that were clicked; null if none was shown
     * @param hitRate share of the lists of which a shown item was clicked or rated; null without lists
     */
    public record ArmResult(
            @Schema(allowableValues = {"active", "test"}) String arm,

            @Nullable Integer version,
            long users,
            long answers,
            long shown,
            long clicked,
            long rated,
            @Nullable Double clickThroughRate,
            @Nullable Double hitRate) {}

    /** An arm on one day. */
    public record ArmDay(
            LocalDate day,

            @Schema(allowableValues = {"active", "test"}) String arm,

            long users,
            long answers,
            long shown,
            long clicked,
            long rated,
            @Nullable Double clickThroughRate,
            @Nullable Double hitRate) {}

    /**
     * The difference between the hit rates of both arms, with its 95% confidence interval over users.
     *
     * @param metric {@code hitRate}
     */
    @Schema(name = "SplitLift")
    public record Lift(String metric, double active, double test, double difference, double low, double high) {}

    /**
     * The share of the users in the arm under test.
     *
     * @param pValue the probability of a deviation at least as large if users were assigned correctly
     * @param suspicious whether it is below 0.001: then the results say nothing
     */
    @Schema(name = "SplitSampleRatio")
    public record SampleRatio(double expected, double observed, double pValue, boolean suspicious) {}
}
