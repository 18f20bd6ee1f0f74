package dev.palate.core.evaluation;

import dev.palate.core.metrics.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contenders among which an automatic training chooses. It consists of JDK types, so it can be stored and published as JSON.
 *
 * @param criterion the metric that decides, such as {@code ndcg@100}
 * @param validationUsers the number of users, the same for all contenders, that are measured
 * @param budgetMinutes of the whole training
 * @param seconds spent so far, in all attempts
 * @param contenders in the order in which they were trained
 */
public record SelectionReport(
        String criterion,
        int validationUsers,
        double budgetMinutes,
        double seconds,
        List<ComparedContender> contenders) {

    /**
     * One contender.
     *
     * @param preset of the algorithm, in its hyper-parameters; null for its defaults and for the result of a search
     * @param tuned whether the hyper-parameters are the result of a search
     * @param metrics on the validation users, by name; empty if it could not be measured
     * @param epochs after which the validation was best; null for an algorithm without epochs
     * @param trainSeconds duration of its training, validation of the epochs included
     * @param measureSeconds duration of its measurement on the validation users
     * @param reason why it was chosen or not, or could not be measured
     */
    public record ComparedContender(
            String algorithm,
            @Nullable String preset,
            boolean tuned,
            Map<String, Object> hyperparameters,
            Map<String, Estimate> metrics,
            @Nullable Integer epochs,
            double trainSeconds,
            double measureSeconds,
            boolean chosen,
            String reason) {

        public ComparedContender {
            hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }

        /** The mean of a metric; empty if the contender could not be measured. */
        public Optional<Double> mean(String metric) {
            return Optional.ofNullable(metrics.get(metric)).map(Estimate::mean);
        }

        /** The name of the algorithm, and whether it was tuned. */
        public String label() {
            return tuned ? algorithm + ", tuned" : algorithm;
        }

        /** The same with the decision about it, before the remarks about its training. */
        ComparedContender decided(boolean newChosen, String decision) {
            return new ComparedContender(
                    algorithm,
                    preset,
                    tuned,
                    hyperparameters,
                    metrics,
                    epochs,
                    trainSeconds,
                    measureSeconds,
                    newChosen,
                    reason.isEmpty() ? decision : decision + "; " + reason);
        }
    }

    public SelectionReport {
        contenders = List.copyOf(contenders);
    }

    /** The contender of an algorithm, tuned or not. */
    public Optional<ComparedContender> find(String algorithm, boolean tuned) {
        return contenders.stream()
                .filter(contender -> contender.algorithm().equals(algorithm) && contender.tuned() == tuned)
                .findFirst();
    }

    /** The contender with the highest mean of the criterion, of equal ones the first; empty if none could be measured. */
    public Optional<ComparedContender> best() {
        ComparedContender best = null;
        for (ComparedContender contender : contenders) {
            double lead = contender.mean(criterion).orElse(Double.NEGATIVE_INFINITY)
                    - (best == null
                            ? Double.NEGATIVE_INFINITY
                            : best.mean(criterion).orElseThrow());
            if (!contender.metrics().isEmpty() && lead > 0) {
                best = contender;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The chosen contender; empty before the choice. */
    public Optional<ComparedContender> winner() {
        return contenders.stream().filter(ComparedContender::chosen).findFirst();
    }

    /** One line about the choice or, before it, about the last contender. */
    public String summary() {
        ComparedContender row = winner().orElseGet(() -> contenders.get(contenders.size() - 1));
        String result = row.mean(criterion).isPresent() ? criterion + " " + value(row) : row.reason();
        String decision = row.chosen() ? "chosen, " : "";
        return String.format(Locale.ROOT, "%s: %s%s, %.1f s", row.label(), decision, result, row.trainSeconds());
    }

    /** The same after another contender. Of the tuned contenders of one algorithm only the best one is kept. */
    public SelectionReport and(ComparedContender contender, double newSeconds) {
        List<ComparedContender> all = new ArrayList<>(contenders);
        Optional<ComparedContender> rival = contender.tuned() ? find(contender.algorithm(), true) : Optional.empty();
        if (rival.isEmpty() || rank(contender) > rank(rival.get())) {
            rival.ifPresent(all::remove);
            all.add(contender);
        }
        return new SelectionReport(criterion, validationUsers, budgetMinutes, newSeconds, all);
    }

    /** The same with the choice of {@link #best()}. */
    public SelectionReport decided(double newSeconds) {
        ComparedContender best = best().orElseThrow();
        String value = value(best);
        List<ComparedContender> all = contenders.stream()
                .map(contender -> contender.metrics().isEmpty()
                        ? contender
                        : contender.equals(best)
                                ? contender.decided(true, "the highest " + criterion)
                                : contender.decided(
                                        false, "%s of %s is higher: %s".formatted(criterion, best.label(), value)))
                .toList();
        return new SelectionReport(criterion, validationUsers, budgetMinutes, newSeconds, all);
    }

    private double rank(ComparedContender contender) {
        return contender.mean(criterion).orElse(-1.0);
    }

    private String value(ComparedContender contender) {
        return String.format(Locale.ROOT, "%.4f", contender.mean(criterion).orElseThrow());
    }
}
