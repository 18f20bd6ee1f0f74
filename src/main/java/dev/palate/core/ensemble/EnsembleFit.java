package dev.palate.core.ensemble;

import dev.palate.core.ensemble.EnsembleModel.Weighted;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochValidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds the weights of an ensemble of models that were trained one after the other, from their scores for the validation users. Only
 * these scores are kept: {@code [validation rows x items]} floats for each model.
 */
public final class EnsembleFit {

    /** A member with a smaller weight is left out. Small weights are usual for scores that are 0 for most items. */
    private static final double LEAST_WEIGHT = 0.002;

    private final EpochValidation validation;
    private final Map<Contender<?>, RememberedScores> scores = new HashMap<>();

    /** @param validation measures all models on the same rows */
    public EnsembleFit(EpochValidation validation) {
        this.validation = validation;
    }

    /**
     * An ensemble and its model for the validation users alone.
     *
     * @param contender with fixed weights, to be trained without validation
     * @param model scores only the rows of the validation
     */
    public record Fitted(Contender<EnsembleHyperparameters> contender, List<Contender<?>> members, Model model) {}

    /**
     * A model like {@code model} that keeps the scores which it computes, at first for a measurement; they are forgotten by
     * {@link #forget}.
     *
     * @param contender trains the model again without validation
     */
    public Model remember(Contender<?> contender, Model model) {
        RememberedScores remembered = RememberedScores.of(model);
        scores.put(contender, remembered);
        return remembered;
    }

    /** Drops the scores of all contenders but these. */
    public void forget(Collection<? extends Contender<?>> kept) {
        scores.keySet().retainAll(kept);
    }

    /** Whether the scores of the contender's model are known. */
    public boolean knows(Contender<?> contender) {
        return scores.containsKey(contender);
    }

    /**
     * The best weights of these contenders; empty if a single one of them is as good.
     *
     * @param members whose scores are known
     * @param known the algorithms that the ensemble can have
     * @param cancelled whether to stop with the best weights so far
     */
    public Optional<Fitted> fit(
            List<Contender<?>> members, List<Algorithm<?>> known, double threshold, BooleanSupplier cancelled) {
        List<RememberedScores> models = members.stream()
                .map(member -> Objects.requireNonNull(scores.get(member)))
                .toList();
        double[] weights = WeightSearch.maximise(models.size(), w -> value(validation, models, w), cancelled);
        double single = models.stream()
                .mapToDouble(model -> value(validation, List.of(model), new double[] {1}))
                .max()
                .orElse(0);
        if (value(validation, models, weights) <= single) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        List<Contender<?>> kept = new ArrayList<>();
        List<Weighted<Model>> weighted = new ArrayList<>();
        for (int at = 0; at < weights.length; at++) {
            if (weights[at] >= LEAST_WEIGHT) {
                texts.add(new Member<>(members.get(at), weights[at]).text());
                kept.add(members.get(at));
                weighted.add(new Weighted<>(members.get(at).name(), models.get(at), (float) weights[at]));
            }
        }
        if (kept.size() < 2) {
            return Optional.empty();
        }
        EnsembleHyperparameters h = new EnsembleHyperparameters(texts, false, threshold);
        return Optional.of(new Fitted(new Contender<>(new Ensemble(known), h), kept, EnsembleModel.of(h, weighted)));
    }

    /** The criterion of the sum of these models with these weights, without those whose weight is 0. */
    static double value(EpochValidation validation, List<RememberedScores> models, double[] weights) {
        List<Weighted<Model>> weighted = new ArrayList<>();
        for (int at = 0; at < weights.length; at++) {
            if (weights[at] > 0) {
                weighted.add(new Weighted<>("", models.get(at), (float) weights[at]));
            }
        }
        EnsembleHyperparameters unused = new EnsembleHyperparameters(List.of("-"), false, 0);
        String criterion = validation.criterion().orElseThrow();
        Double value = validation.measure(EnsembleModel.of(unused, weighted), 0).get(criterion);
        if (value == null) {
            throw new IllegalArgumentException("an ensemble with these members is not measured by " + criterion);
        }
        return value;
    }
}
