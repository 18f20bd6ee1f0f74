package dev.palate.core.ease;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.training.SharedTraining.Shared;
import dev.palate.core.training.TrainingSetup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The settings of {@link Ease} that a search tries, whatever their models have in common. */
abstract class EaseSearch implements Shared<EaseHyperparameters> {

    private static final double LEAST_LAMBDA = 5;
    private static final double MOST_LAMBDA = 2000;

    /** Exponents of popularity and of activity, and weights of low ratings, that a search tries after those of the base. */
    private static final double[][] EXPONENTS = {{0.2, 0.25, 0}, {0, 0, 0.5}, {0.2, 0.25, 0.5}, {0.4, 0.25, 0.5}};

    private static final double[][] WITHOUT_LOW_RATINGS = {{0.2, 0.25, 0}, {0.4, 0.25, 0}, {0.2, 0.5, 0}, {0.4, 0.5, 0}
    };

    private static final double[] RECENCIES = {0.3, 0.5, 0.7, 1};

    private final boolean hasLowRatings;
    private final List<Double> factors;

    /** @param factors of the best lambda so far, for other exponents */
    EaseSearch(TrainingSetup<EaseHyperparameters> setup, Double... factors) {
        RatingMatrix ratings = setup.ratings();
        double threshold = setup.hyperparameters().likes().threshold();
        this.hasLowRatings = hasBelow(ratings, (float) threshold);
        this.factors = List.of(factors);
    }

    private static boolean hasBelow(RatingMatrix ratings, float threshold) {
        for (int at = 0; at < ratings.size(); at++) {
            if (ratings.value(at) < threshold) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code base} and lambdas at equal distances on a logarithmic scale from {@value #LEAST_LAMBDA} to {@value #MOST_LAMBDA}: first
     * some far from each other, then those between them.
     */
    @Override
    public List<EaseHyperparameters> first(EaseHyperparameters base, int count) {
        int lambdas = Math.max(0, count - 1);
        Stream<EaseHyperparameters> others = IntStream.range(0, lambdas)
                .boxed()
                // Even numbers before odd ones, and of these the multiples of four first, and so on.
                .sorted(Comparator.comparingInt(at -> Integer.reverse(at) >>> 1))
                .map(at -> base.withLambda(lambda(lambdas == 1 ? 0.5 : (double) at / (lambdas - 1))));
        return Stream.concat(Stream.of(base), others).toList();
    }

    /** @param share of the logarithmic scale */
    private static double lambda(double share) {
        return rounded(LEAST_LAMBDA * Math.pow(MOST_LAMBDA / LEAST_LAMBDA, share));
    }

    /** Groups of other exponents, each with lambdas around that of {@code best}. */
    @Override
    public List<List<EaseHyperparameters>> further(EaseHyperparameters best) {
        List<List<EaseHyperparameters>> groups = new ArrayList<>();
        for (double[] exponents : hasLowRatings ? EXPONENTS : WITHOUT_LOW_RATINGS) {
            groups.add(factors.stream()
                    .map(factor -> new EaseHyperparameters(
                            best.likes().withLowWeight(exponents[2]),
                            rounded(best.lambda() * factor),
                            exponents[0],
                            exponents[1],
                            best.neighbours(),
                            best.weights()))
                    .toList());
        }
        return groups;
    }

    @Override
    public List<EaseHyperparameters> withRecencies(EaseHyperparameters best) {
        return DoubleStream.of(RECENCIES).mapToObj(best::withRecency).toList();
    }

    /** Three digits, which are easier to read and to order again. */
    private static double rounded(double lambda) {
        return new BigDecimal(lambda).round(new MathContext(3)).doubleValue();
    }
}
