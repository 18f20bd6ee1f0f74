package dev.palate.training.order;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The optional JSON body of a request to train or to tune; absent fields leave the defaults. {@link OrderReader} turns it into
 * a {@link TrainingOrder}, and {@link AutoOrderReader} into an {@link AutoOrder}. Only Jackson constructs it, hence the number of its fields.
 *
 * @param preset which of the algorithm's presets replaces its defaults
 * @param protocol by default {@code reconstruction} for the preset {@code notebook}, {@code rating-prediction} for the preset of
 *     that name and {@code strong-generalization} for everything else
 * @param threshold replaces {@code hyperparameters.threshold} and {@code split.threshold}, which still work
 * @param split settings of {@link dev.palate.core.evaluation.EvaluationSettings} except the protocol
 * @param budget settings of {@link dev.palate.core.tuning.TuningBudget} for a search, and of
 *     {@link dev.palate.core.auto.AutoBudget} for an automatic training
 * @param others hyper-parameters are accepted next to the other fields as well
 */
public record TrainingRequest(
        @Schema(description = "One of the algorithm's presets, which replaces its defaults") @Nullable
        String preset,

        @Schema(implementation = Map.class) @Nullable ObjectNode hyperparameters,

        @Schema(allowableValues = {"reconstruction", "strong-generalization", "rating-prediction"}) @Nullable
        String protocol,

        @Schema(
                implementation = Map.class,
                description = "Held-out data and cut-offs; the defaults depend on the protocol")
        @Nullable
        ObjectNode split,

        @Schema(
                description =
                        "Items that are rated at least this are relevant, in training and in the evaluation; 4 by default")
        @Nullable
        Double threshold,

        @Nullable Long seed,

        @Schema(
                allowableValues = {"if-better", "always", "never"},
                defaultValue = "if-better")
        @Nullable
        String promote,

        @Schema(description = "A version of the same algorithm to start from; not for a search") @Min(1) @Nullable
        Integer warmStart,

        @Schema(
                implementation = Map.class,
                description =
                        "For a search: trials (20 by default) and minutes (0 by default, no limit). For auto: minutes"
                                + " (15 by default) for everything, kept to within a tenth")
        @Nullable
        ObjectNode budget,

        @Schema(
                allowableValues = {"palate", "spark"},
                description =
                        "What trains the model: this service, or Spark if the operator has set palate.spark.submit-command")
        @Nullable
        String engine,

        @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, JsonNode> others) {

    /** A request without a body. */
    public static final TrainingRequest DEFAULTS =
            new TrainingRequest(null, null, null, null, null, null, null, null, null, null, null);
}
