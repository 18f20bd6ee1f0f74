package dev.palate.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.palate.model.quality.ModelScore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the service at one glance.
 *
 * @param days the totals of the last 30 days for which there are any, ascending; the last one is today
 * @param models the active versions, the default model first
 */
public record Overview(
        Totals counts,
        List<DayTotals> days,
        Scale ratingScale,
        List<ActiveModel> models,
        Queue jobs,
        Queue imports,
        Policy policy) {

    public Overview {
        days = List.copyOf(days);
        models = List.copyOf(models);
    }

    /** The lowest and the highest value of a rating. */
    @Schema(name = "RatingScale")
    public record Scale(double minimum, double maximum) {}

    /**
     * A version that answers requests.
     *
     * @param isDefault whether it answers requests that name no model
     * @param pinned whether a request chose it as the default model
     * @param score the latest measurement; null if there is none
     * @param distinctLists the share of distinct lists among up to 200 users; null for a version of an earlier Palate
     */
    public record ActiveModel(
            String algorithm,
            int version,
            @JsonProperty("default") boolean isDefault,
            boolean pinned,
            Instant trainedAt,
            @Nullable Instant activatedAt,
            @Nullable ModelScore score,
            @Nullable Double distinctLists) {}

    /** Jobs of one kind that have not ended. */
    @Schema(name = "JobCounts")
    public record Queue(long running, long waiting) {}

    /**
     * The training policy.
     *
     * @param state what it does next, in a sentence
     * @param nextDue when the next training is due; null if no time is known
     */
    @Schema(name = "PolicySummary")
    public record Policy(
            boolean enabled,
            String algorithm,
            String state,
            @Nullable Instant nextDue) {}
}
