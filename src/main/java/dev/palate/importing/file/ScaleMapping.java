package dev.palate.importing.file;

import dev.palate.rating.RatingScale;
import org.jspecify.annotations.Nullable;

/** Maps the scale of a file linearly to the configured scale, or takes ratings unchanged. */
public record ScaleMapping(
        @Nullable Double minimum, @Nullable Double maximum, RatingScale target) {

    public static ScaleMapping of(ImportOptions options, RatingScale target) {
        return new ScaleMapping(options.scaleMinimum(), options.scaleMaximum(), target);
    }

    public double apply(double value) {
        if (minimum == null || maximum == null) {
            return value;
        }
        double share = (value - minimum) / (maximum - minimum);
        return (1 - share) * target.minimum() + share * target.maximum();
    }

    /** What a rating of the file must be, in words. */
    public String description() {
        return minimum == null || maximum == null
                ? target.description()
                : "a number from " + minimum + " to " + maximum;
    }
}
