package dev.palate.recommendation;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why the score of an item is lower than the model's.
 *
 * @param scoreLoweredBy the score without it minus the score
 */
public record Fade(
        @Schema(example = "shown 12 times without a click") String reason, float scoreLoweredBy) {

    static Fade ofShown(int times, float scoreLoweredBy) {
        return new Fade("shown " + times + " times without a click", scoreLoweredBy);
    }
}
