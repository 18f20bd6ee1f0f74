package dev.palate.interaction.type;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of interaction, such as a view or a purchase.
 *
 * @param countsAs null: interactions of this type represent no preference
 * @param halfLife the time after which half of a preference above the bottom of the scale remains; null: it does not decay
 * @param exclusionSeconds how long an interaction excludes its item from the user's lists: 0 for never, infinity for always
 */
public record InteractionType(
        String name,
        Signal signal,
        @Nullable CountsAs countsAs,
        @Nullable Duration halfLife,
        double exclusionSeconds) {

    public static final int LONGEST_NAME = 50;
    public static final double ALWAYS = Double.POSITIVE_INFINITY;
    public static final double NEVER = 0;
}
