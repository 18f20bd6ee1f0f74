package dev.palate.core.auto;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.model.Model;
import dev.palate.core.network.DeviceException;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.tuning.ParallelTrials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Successive halving over the settings of several algorithms at once (Jamieson and Talwalkar 2016): settings of all of them are drawn
 * and trained for a quarter of their epochs, and the best third for half of them, whichever algorithms they belong to. The best
 * setting of each algorithm that is still there is worth a training in full.
 */
final class FamilySearch {

    private static final Logger log = LoggerFactory.getLogger(FamilySearch.class);

    /** With fewer settings of an algorithm a search finds little. */
    private static final int LEAST_DRAWS = 3;

    private static final int MOST_DRAWS = 12;
    private static final int ETA = 3;

    /** The length of a search relative to full trainings of all its settings: a quarter, and half of a third of them. */
    private static final double LENGTH = 1 / 4.0 + 1 / 6.0;

    private final ParallelTrials trials;
    private final TimeBudget budget;
    private final long seed;
    private final SelectionListener listener;
    private final EpochValidation validation;
    private final String criterion;

    FamilySearch(RankingComparison comparison, TimeBudget budget, long seed, SelectionListener listener) {
        this.budget = budget;
        this.seed = seed;
        this.listener = listener;
        this.trials = ParallelTrials.ofNetworks(comparison);
        this.validation = trials.comparison().validation().orElseThrow();
        this.criterion = validation.criterion().orElseThrow();
    }

    /** A contender around which settings are drawn, and its row. */
    record Base(Contender<?> contender, ComparedContender row) {

        boolean isPossible() {
            return contender.epochs().isPresent()
                    && contender.algorithm().hyperparameters().specs().stream()
                            .anyMatch(spec -> !spec.tune().isEmpty());
        }
    }

    /** The number of settings of each base that can be searched in {@code seconds}; 0 if there is too little time for a search. */
    int draws(List<Base> bases, double seconds) {
        double trainings = 0;
        for (Base base : bases) {
            trainings += 1 / Math.max(1e-9, TimeShares.trainings(1, base.row()));
        }
        // A training on one thread takes longer than one on all.
        double speedUp = Math.max(1, trials.workers() / 2.0);
        int draws = (int) Math.min(MOST_DRAWS, speedUp * seconds / Math.max(1e-9, LENGTH * trainings));
        return bases.isEmpty() || draws < LEAST_DRAWS ? 0 : draws;
    }

    private record Candidate(Contender<?> contender, double score) {}

    /**
     * The best setting of each algorithm that reached the last stage that ended in time, the best first.
     *
     * @param bracket from 0; another one draws other settings
     * @throws TrainingCancelledException if the listener cancelled
     * @throws DeviceException if the device failed and cannot be used any more
     */
    List<Contender<?>> run(List<Base> bases, int draws, double seconds, int bracket) {
        double deadline = budget.elapsed() + seconds;
        SplittableRandom random = new SplittableRandom(seed + bracket);
        List<Contender<?>> drawn = new ArrayList<>();
        for (int at = 0; at < draws; at++) {
            for (Base base : bases) {
                drawn.add(draw(base.contender(), random));
            }
        }
        List<Candidate> quarter = train(drawn, 4, deadline);
        List<Contender<?>> promoted = quarter.stream()
                .limit((drawn.size() + ETA - 1) / ETA)
                .<Contender<?>>map(Candidate::contender)
                .toList();
        List<Candidate> half = train(promoted, 2, deadline);
        List<Contender<?>> best = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Candidate candidate : half.isEmpty() ? quarter : half) {
            if (names.add(candidate.contender().name())) {
                best.add(candidate.contender());
            }
        }
        return best;
    }

    private <H extends Record> Contender<H> draw(Contender<H> base, SplittableRandom random) {
        return new Contender<>(
                base.algorithm(),
                base.algorithm().hyperparameters().sample(base.hyperparameters(), random, validation.undecided()));
    }

    /** The candidates that could be trained in time, the best first. */
    private List<Candidate> train(List<Contender<?>> contenders, int shortening, double deadline) {
        return trials.run(contenders.size(), at -> train(contenders.get(at), shortening, deadline)).stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) -> -candidate.score()))
                .toList();
    }

    private <H extends Record> Optional<Candidate> train(Contender<H> contender, int shortening, double deadline) {
        int epochs = Math.max(1, contender.epochs().orElse(1) / shortening);
        Contender<H> shortened = contender.withEpochs(epochs);
        try (Model model =
                contender.algorithm().trainInMemory(trials.comparison().setup(shortened, seed, new Watch(deadline)))) {
            double score = validation.measure(model, 0).getOrDefault(criterion, Double.NaN);
            return Double.isFinite(score) ? Optional.of(new Candidate(contender, score)) : Optional.empty();
        } catch (TrainingCancelledException e) {
            if (listener.isCancelled()) {
                throw e;
            }
            return Optional.empty();
        } catch (DeviceException e) {
            throw e; // the next attempt keeps the contenders so far
        } catch (RuntimeException | OutOfMemoryError e) {
            log.info("A setting of '{}' cannot be trained: {}", contender.name(), e.toString());
            return Optional.empty();
        }
    }

    private final class Watch implements TrainingListener {

        private final double deadline;

        Watch(double deadline) {
            this.deadline = deadline;
        }

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            synchronized (listener) {
                listener.onProgress(budget.share());
            }
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled() || budget.elapsed() > deadline;
        }
    }
}
