package dev.palate.interaction.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rating that an interaction represents.
 *
 * @param scale how the value of the interaction, or the number of interactions if they have no value, becomes a rating from {@code
 *     least} to {@code most}; null: every interaction represents the rating {@code most}
 * @param bounds with a linear or logarithmic scale the two values that represent both ends; with quantiles the ascending limits of
 *     the steps
 */
public record CountsAs(@Nullable ValueScale scale, double least, double most, List<Double> bounds) {

    public CountsAs {
        bounds = List.copyOf(bounds);
    }

    /** Every interaction represents the same rating. */
    public static CountsAs rating(double rating) {
        return new CountsAs(null, rating, rating, List.of());
    }

    /** A scale whose bounds are the quantiles of the stored values. */
    public static CountsAs quantiles(double least, double most) {
        return new CountsAs(ValueScale.QUANTILE, least, most, List.of());
    }

    CountsAs withBounds(List<Double> newBounds) {
        return new CountsAs(scale, least, most, newBounds);
    }
}
