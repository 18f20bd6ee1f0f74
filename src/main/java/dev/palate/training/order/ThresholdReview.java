package dev.palate.training.order;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.rating.training.TrainingSet;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a threshold suits the ratings of a training.
 *
 * @param obstacle why no model can be compared: no rating reaches the threshold
 * @param warning what to set if few or all ratings reach the threshold
 */
public record ThresholdReview(Optional<String> obstacle, Optional<String> warning) {

    private static final double LEAST_SHARE = 0.2;
    private static final int SAMPLE = 100_000;

    /**
     * The order, with the highest threshold that a fifth of the preferences reach if fewer reach the default one. Ratings alone
     * keep the default: few high ratings can be meant. Otherwise nothing would be relevant to users who only view items.
     */
    public static ExperimentOrder suited(ExperimentOrder order, TrainingSet data) {
        boolean suits = !data.hasInteractions()
                || order.thresholdGiven()
                || share(data.ratings(), order.evaluation().threshold()) >= LEAST_SHARE;
        return suits ? order : order.withThreshold(reachedByAFifth(data.ratings()));
    }

    /** Reviews the threshold of an order that {@link #suited} returned. */
    public static ThresholdReview of(ExperimentOrder order, TrainingSet data) {
        double threshold = order.evaluation().threshold();
        ThresholdReview review = of(data.ratings(), threshold);
        if (!data.hasInteractions() || order.thresholdGiven()) {
            return review;
        }
        double standard = EvaluationSettings.schema(order.evaluation().protocol())
                .defaults()
                .threshold();
        return new ThresholdReview(
                review.obstacle(),
                threshold == standard
                        ? Optional.empty()
                        : Optional.of(
                                "The threshold of this training is %s, which %s of the preferences reach: fewer than a fifth"
                                                .formatted(number(threshold), percent(share(data.ratings(), threshold)))
                                        + " reach the default " + number(standard)
                                        + ". To choose yourself, set \"threshold\" or change \"countsAs\" of the interaction types."));
    }

    static ThresholdReview of(RatingMatrix ratings, double threshold) {
        double share = share(ratings, threshold);
        if (share == 0) {
            return new ThresholdReview(
                    Optional.of("no rating reaches the threshold " + number(threshold) + "; " + advice(ratings)),
                    Optional.empty());
        }
        String warning = null;
        if (share < LEAST_SHARE) {
            warning = "Only %s of the ratings reach the threshold %s and count as relevant; %s."
                    .formatted(percent(share), number(threshold), advice(ratings));
        } else if (share == 1) {
            warning = "All ratings reach the threshold %s and count as relevant; %s."
                    .formatted(number(threshold), adviceForAll(ratings));
        }
        return new ThresholdReview(Optional.empty(), Optional.ofNullable(warning));
    }

    private static String advice(RatingMatrix ratings) {
        double better = reachedByAFifth(ratings);
        return "set \"threshold\": %s, which %s of the ratings reach"
                .formatted(number(better), percent(share(ratings, better)));
    }

    private static String adviceForAll(RatingMatrix ratings) {
        return share(ratings, reachedByAFifth(ratings)) == 1
                ? "that is right for purchases and views, and nothing needs to be set"
                : advice(ratings) + ", if low ratings mean dislike";
    }

    /** The highest value that a fifth of the ratings reach, in a sample. */
    private static double reachedByAFifth(RatingMatrix ratings) {
        int size = Math.min(SAMPLE, ratings.size());
        float[] sample = new float[size];
        for (int at = 0; at < size; at++) {
            sample[at] = ratings.value((int) ((long) at * ratings.size() / size));
        }
        Arrays.sort(sample);
        return sample[(int) Math.floor((1 - LEAST_SHARE) * (size - 1))];
    }

    private static double share(RatingMatrix ratings, double threshold) {
        long reaching = 0;
        for (int at = 0; at < ratings.size(); at++) {
            reaching += ratings.value(at) >= (float) threshold ? 1 : 0;
        }
        return (double) reaching / ratings.size();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f%%" : "%.0f%%", 100 * share);
    }

    private static String number(double value) {
        return new BigDecimal(Float.toString((float) value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
