package dev.palate.importing;

import dev.palate.rating.RatingScale;
import org.jspecify.annotations.Nullable;

/** Maps the scale of a file linearly to the configured scale, or takes ratings unchanged. */
record ScaleMapping(@Nullable Double minimum, @Nullable Double maximum, RatingScale target) {

    static ScaleMapping of(ImportOptions options, RatingScale target) {
        return new ScaleMapping(options.scaleMinimum(), options.scaleMaximum(), target);
    }

    double apply(double value) {
        if (minimum == null || maximum == null) {
            return value;
        }
        double share = (value - minimum) / (maximum - minimum);
        return target.minimum() + share * (target.maximum() - target.minimum());
    }

    /** What a rating of the file must be, in words. */
    String description() {
        return minimum == null || maximum == null
                ? target.description()
                : "a number from " + minimum + " to " + maximum;
    }
}
