package dev.palate.recommendation.scoring;

import dev.palate.feedback.Arm;
import dev.palate.feedback.ListSource;
import org.jspecify.annotations.Nullable;

/**
 * A user's ratings, folded in by the item indexes of the source that scores them.
 *
 * @param arm the user's arm of a traffic split, also if popularity replaces the model; null outside of a split
 */
public record FoldedUser(
        ScoreSource source, FoldIn foldIn, @Nullable Arm arm) {

    /** The source as ids of lists record it. */
    public ListSource listSource() {
        Origin origin = source.origin();
        return new ListSource(origin.tag(), origin.version(), arm);
    }
}
