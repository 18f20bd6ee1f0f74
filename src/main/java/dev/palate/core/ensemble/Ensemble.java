package dev.palate.core.ensemble;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.ensemble.EnsembleModel.Weighted;
import dev.palate.core.memory.MemoryNeed;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A weighted sum of other models, with weights that are found on validation users (stacking, Wolpert 1992; Sill et al. 2009).
 * Models of different kinds err on different users, so their sum ranks better than each of them.
 */
public final class Ensemble extends Algorithm<EnsembleHyperparameters> {

    /** The name of the algorithm. */
    public static final String NAME = "ensemble";

    private static final EnsembleHyperparameters RATINGS = new EnsembleHyperparameters(
            List.of(
                    "autorec preset=rating-prediction",
                    "autorec preset=rating-prediction",
                    "autorec preset=rating-prediction",
                    "autorec preset=rating-prediction variant=user",
                    "rating-knn"),
            true,
            4);

    private final List<Algorithm<?>> known;

    /** @param known the algorithms that can be members */
    public Ensemble(List<Algorithm<?>> known) {
        super(
                NAME,
                "Weighted sum of several models, with weights found on validation users (stacking, Sill et al. 2009)",
                new EnsembleHyperparameters(
                        List.of(
                                "ease lowWeight=0.5 popularityExponent=0.2 activityExponent=0.25",
                                "dae",
                                "vae lowWeight=0.5"),
                        true,
                        4));
        this.known = List.copyOf(known);
    }

    @Override
    public Map<String, EnsembleHyperparameters> presets() {
        return Map.of(Presets.RATING_PREDICTION, RATINGS);
    }

    /** The sum of those of the members. */
    @Override
    public OptionalInt epochs(EnsembleHyperparameters h) {
        int sum = members(h).stream()
                .filter(Member::isUsed)
                .mapToInt(member -> member.contender().epochs().orElse(0))
                .sum();
        return sum == 0 ? OptionalInt.empty() : OptionalInt.of(sum);
    }

    /** Also for the weights. */
    @Override
    public boolean usesValidation(EnsembleHyperparameters h) {
        return h.fitWeights() || super.usesValidation(h);
    }

    @Override
    public boolean predictsRatings(EnsembleHyperparameters h) {
        return members(h).stream().allMatch(Member::predictsRatings);
    }

    @Override
    public void check(EnsembleHyperparameters h) {
        members(h);
    }

    private List<Member<?>> members(EnsembleHyperparameters h) {
        List<Member<?>> members = new ArrayList<>();
        for (String text : h.members()) {
            members.add(Member.parse(text, known, h.threshold()));
        }
        if (members.stream().noneMatch(Member::isUsed)) {
            throw new IllegalArgumentException("members must have at least one weight above 0");
        }
        return members;
    }

    @Override
    public Model train(TrainingSetup<EnsembleHyperparameters> setup) {
        EnsembleHyperparameters h = setup.hyperparameters();
        if (setup.warmStart().isPresent()) {
            throw new IllegalArgumentException("an ensemble cannot start from an earlier version: leave warmStart out");
        }
        MemberTrainings trainings = new MemberTrainings(members(h), setup);
        List<Model> models = trainings.run();
        try {
            double[] weights = weights(trainings.members(), models, setup);
            return model(h, trainings.members(), models, weights);
        } catch (RuntimeException | Error e) {
            models.forEach(Model::close);
            throw e;
        }
    }

    /** Members with weight 0 keep their place in the hyper-parameters, because the seed of a member depends on it. */
    private static Model model(
            EnsembleHyperparameters h, List<Member<?>> members, List<Model> models, double[] weights) {
        List<String> texts = new ArrayList<>();
        List<Weighted<Model>> weighted = new ArrayList<>();
        int trained = 0;
        for (Member<?> member : members) {
            double weight = member.isUsed() ? weights[trained] : 0;
            texts.add(member.withWeight(weight).text());
            if (member.isUsed()) {
                if (weight == 0) {
                    models.get(trained).close();
                } else {
                    weighted.add(new Weighted<>(member.name(), models.get(trained), (float) weight));
                }
                trained++;
            }
        }
        return EnsembleModel.of(new EnsembleHyperparameters(texts, false, h.threshold()), weighted);
    }

    /** The weights of the members that were trained, with the sum 1. */
    private static double[] weights(
            List<Member<?>> members, List<Model> models, TrainingSetup<EnsembleHyperparameters> setup) {
        Optional<EpochValidation> validation =
                setup.validation().filter(found -> found.criterion().isPresent());
        if (!setup.hyperparameters().fitWeights() || validation.isEmpty()) {
            return given(members.stream().filter(Member::isUsed).toList());
        }
        EpochValidation sample = validation.get().onAtMost((int) Math.min(
                Integer.MAX_VALUE, RememberedScores.MOST_SCORES / models.get(0).itemCount() + 1));
        List<RememberedScores> remembered =
                models.stream().map(RememberedScores::of).toList();
        double[] found = WeightSearch.maximise(
                models.size(),
                weights -> EnsembleFit.value(sample, remembered, weights),
                setup.listener()::isCancelled);
        if (setup.listener().isCancelled()) {
            throw new TrainingCancelledException(1);
        }
        return found;
    }

    /** Members without a weight share equally what the others leave of 1, or 1 if that is nothing. */
    private static double[] given(List<Member<?>> members) {
        double[] weights = members.stream().mapToDouble(Member::weight).toArray();
        double sum =
                Arrays.stream(weights).filter(weight -> !Double.isNaN(weight)).sum();
        long open = Arrays.stream(weights).filter(Double::isNaN).count();
        double share = sum < 1 ? (1 - sum) / Math.max(1, open) : 1;
        double total = sum + open * share;
        return Arrays.stream(weights)
                .map(weight -> (Double.isNaN(weight) ? share : weight) / total)
                .toArray();
    }

    /** The sum of those of the members, whose models stay in memory. */
    @Override
    public MemoryNeed memory(TrainingShape shape, EnsembleHyperparameters h, int threads) {
        long remembered = Float.BYTES * RememberedScores.MOST_SCORES;
        return members(h).stream()
                .filter(Member::isUsed)
                .map(member -> member.contender().memory(shape, threads).plus(MemoryNeed.ofHeap(remembered)))
                .reduce(MemoryNeed.NONE, MemoryNeed::plus);
    }

    @Override
    public String lessMemory() {
        return "order it with fewer or smaller members";
    }

    @Override
    public EnsembleHyperparameters settled(EnsembleHyperparameters h, Model trained) {
        return trained instanceof EnsembleModel ensemble ? ensemble.settled() : h;
    }

    @Override
    public Model restore(CheckpointReader checkpoint) throws IOException {
        return (Model) EnsembleModel.restore(checkpoint, known, false);
    }

    @Override
    public Optional<ItemScorer> restoreQuantised(CheckpointReader checkpoint) throws IOException {
        ItemScorer scorer = EnsembleModel.restore(checkpoint, known, true);
        if (scorer instanceof Model) {
            scorer.close();
            return Optional.empty();
        }
        return Optional.of(scorer);
    }

    static Algorithm<?> find(List<Algorithm<?>> known, String name) {
        return known.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a known algorithm"));
    }
}
