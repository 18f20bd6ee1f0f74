package dev.palate.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.rule.ExpressionCompiler;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lists of a scenario are like. What is absent has the default of a list without a scenario. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScenarioDefinition(
        @Schema(description = "Algorithm, such as vae; default: the default model.") @Size(max = 100) @Nullable
        String model,

        @Schema(description = "Version of that model; default: the active one.") @Min(1) @Nullable
        Integer version,

        @Schema(
                description = "Only items for which this CEL expression is true.",
                example = "item.attributes.stock > 0")
        @Size(max = ExpressionCompiler.MOST_CHARACTERS)
        @Nullable
        String filter,

        @Schema(
                description = "A CEL expression: the factor with which an item's score counts, 0.001 to 1000.",
                example = "item.availableFrom > now - duration('336h') ? 2.0 : 1.0")
        @Size(max = ExpressionCompiler.MOST_CHARACTERS)
        @Nullable
        String boost,

        @Schema(description = "Items that are moved to fixed ranks, if they are candidates.")
        @Size(max = MOST_PINS)
        @Nullable
        List<@Valid @NotNull ScenarioPin> pins,

        @Schema(description = "0: the order of the scores; up to 1: more varied in categories.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double diversity,

        @Schema(description = "0: the order of the scores; up to 1: the shares of categories that the user likes.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double calibration,

        @Schema(description = "The greatest share of items without ratings when the model was trained; default 0.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double newItems,

        @Schema(
                description = "The list for users whom no model can score; default popular.",
                allowableValues = {"popular", "trending", "latest"})
        @Pattern(regexp = "popular|trending|latest", message = "must be popular, trending or latest")
        @Nullable
        String fallback,

        @Schema(description = "Length of the list, 1 to 1000; default 30.") @Min(1) @Max(LARGEST_K) @Nullable
        Integer k,

        @Schema(description = "The name of an experiment whose arms replace this scenario for their users.")
        @Size(min = 1, max = 100)
        @Nullable
        String experiment) {

    static final int MOST_PINS = 50;

    static final int LARGEST_K = 1000;

    public ScenarioDefinition {
        pins = pins == null || pins.isEmpty() ? null : List.copyOf(pins);
    }

    /**
     * An item that is moved to a fixed rank.
     *
     * @param rank from 1
     * @param filter a CEL expression that says when the pin applies; null: always
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScenarioPin(
            @NotNull @Size(min = 1, max = 200) String itemId,

            @Min(1) @Max(LARGEST_K) int rank,

            @Size(max = ExpressionCompiler.MOST_CHARACTERS) @Nullable
            String filter) {}
}
