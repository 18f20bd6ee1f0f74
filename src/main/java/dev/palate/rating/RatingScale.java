package dev.palate.rating;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The values that a rating can have, and the size of a batch.
 *
 * @param minimum the lowest value, in the caller's unit (for example stars); 0.5 by default
 * @param maximum the highest value; 5 by default
 * @param batchLimit the largest number of ratings in one {@code POST /ratings}, 1..100,000; 10,000 by default
 */
@Validated
@ConfigurationProperties("palate.ratings")
public record RatingScale(
        @DefaultValue("0.5") float minimum,
        @DefaultValue("5") float maximum,
        @DefaultValue("10000") @Min(1) @Max(100_000) int batchLimit) {

    /**
     * Whether a value is on the scale in the precision in which it is stored: both ends are, also as decimals such as 0.1. NaN is
     * not on any scale.
     */
    public boolean contains(double value) {
        return (float) value >= minimum && (float) value <= maximum;
    }

    /** The scale in words, for messages: {@code a number from 0.5 to 5}. */
    public String description() {
        return "a number from " + plain(minimum) + " to " + plain(maximum);
    }

    @AssertTrue(message = "minimum must be below maximum")
    boolean isOrdered() {
        return minimum < maximum;
    }

    private static String plain(float value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
    }
}
