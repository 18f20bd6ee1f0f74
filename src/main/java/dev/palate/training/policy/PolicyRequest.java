package dev.palate.training.policy;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The JSON body that replaces the policy; absent fields get their defaults, not their earlier values. */
public record PolicyRequest(
        @Schema(defaultValue = "true") @Nullable Boolean enabled,

        @Schema(
                description = "'auto' or an algorithm; one with a preset 'ranking' is trained with it",
                defaultValue = PolicyDefaults.ALGORITHM)
        @Nullable
        String algorithm,

        @Schema(
                description =
                        "Trains that long after the last job of the policy if something has changed: an ISO-8601 duration from"
                                + " PT1M to P3650D, a cron expression of six fields in UTC, or 'never'",
                defaultValue = PolicyDefaults.EVERY)
        @Nullable
        String every,

        @Schema(
                description = "Trains when that share of the ratings has changed since the last training; 0: never",
                defaultValue = "0.05")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable
        Double whenChanged,

        @Schema(description = "Trains when an import that wrote ratings has ended", defaultValue = "true") @Nullable
        Boolean afterImport,

        @Schema(description = "Nothing is trained with fewer ratings and interactions", defaultValue = "1000")
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer minimumInteractions,

        @Schema(
                implementation = Map.class,
                description =
                        "The budget of 'auto', 15 minutes by default; any other algorithm is trained after a search within"
                                + " this budget")
        @Nullable
        ObjectNode budget,

        @Schema(
                allowableValues = {"if-better", "always", "never"},
                defaultValue = "if-better")
        @Nullable
        String promote) {}
