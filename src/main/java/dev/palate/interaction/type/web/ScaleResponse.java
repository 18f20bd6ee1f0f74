package dev.palate.interaction.type.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.ValueScale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scale of an interaction type as responses describe it.
 *
 * @param limits with quantiles: the values from which on a value is one step higher on the scale
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScaleResponse(
        String scale,
        @Nullable Double from,
        @Nullable Double to,
        double least,
        double most,
        @Nullable List<Double> limits) {

    /** A number, null or a scale. */
    static @Nullable Object of(@Nullable CountsAs countsAs) {
        if (countsAs == null) {
            return null;
        }
        ValueScale scale = countsAs.scale();
        if (scale == null) {
            return countsAs.most();
        }
        boolean quantile = scale == ValueScale.QUANTILE;
        return new ScaleResponse(
                scale.label(),
                quantile ? null : countsAs.bounds().get(0),
                quantile ? null : countsAs.bounds().get(1),
                countsAs.least(),
                countsAs.most(),
                quantile ? countsAs.bounds() : null);
    }
}
