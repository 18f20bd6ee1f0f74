package dev.palate.core.tuning;

import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Random search with successive halving (Bergstra and Bengio 2012; Jamieson and Talwalkar 2016): candidates are drawn from the
 * tune ranges of the schema and trained for a quarter of their epochs, the best third of them for half, the best third of those
 * in full; networks several at once. (With shorter first trainings, candidates that learn fast but end badly would win.) An algorithm
 * without epochs is always trained in full. The base hyper-parameters are also trained in full, so that the result is never worse than
 * these on the validation data, unless the time limit is reached first. The search never uses test data.
 *
 * <p>An algorithm that is a {@link SharedTraining} is searched in its own way, if the ratings allow it.
 */
public record RandomSearch(Clock clock, TuningListener listener) {

    /**
     * Searches around {@code base}.
     *
     * @throws IllegalArgumentException if {@code comparison} has no validation data, or its criterion does not apply to these
     *     models, or no training succeeded
     */
    public <H extends Record> TuningResult<H> run(
            Contender<H> base, Comparison comparison, TuningBudget budget, long seed) {
        EpochValidation validation = comparison
                .validation()
                .orElseThrow(() -> new IllegalArgumentException("tuning needs validation users, and there are none"));
        return new Search<>(base, comparison, validation, budget, seed).run();
    }

    private record Scored<H>(H hyperparameters, double score) {}

    private record Tried<H>(H hyperparameters, TuningTrial trial) {}

    private final class Search<H extends Record> {

        private final Contender<H> base;
        private final Comparison comparison;
        private final ParallelTrials parallel;
        private final EpochValidation validation;
        private final TuningBudget budget;
        private final long seed;
        private final Instant start = clock.instant();
        private final Instant deadline;
        private final String criterion;
        private final SearchSchedule schedule;
        private final List<TuningTrial> trials = new ArrayList<>();

        Search(Contender<H> base, Comparison comparison, EpochValidation validation, TuningBudget budget, long seed) {
            this.base = base;
            this.comparison = comparison;
            this.parallel = base.epochs().isPresent()
                    ? ParallelTrials.ofNetworks(comparison)
                    : ParallelTrials.oneByOne(comparison);
            this.validation = parallel.comparison().validation().orElse(validation);
            this.budget = budget;
            this.seed = seed;
            this.deadline = budget.minutes() > 0
                    ? start.plus(Duration.ofMillis((long) (budget.minutes() * 60_000)))
                    : Instant.MAX;
            this.criterion = validation.criterion().orElseThrow();
            this.schedule = new SearchSchedule(budget.trials(), base.epochs().isPresent());
        }

        TuningResult<H> run() {
            Optional<TuningResult<H>> together = runShared();
            return together.isPresent() ? together.get() : runApart();
        }

        /** The search of an algorithm whose trainings have work in common; empty for others, and if the ratings are too large. */
        private Optional<TuningResult<H>> runShared() {
            return SharedTraining.of(base.algorithm()).flatMap(this::runShared);
        }

        private Optional<TuningResult<H>> runShared(SharedTraining<H> training) {
            TrainingListener cancelling = new TrainingListener() {
                @Override
                public boolean isCancelled() {
                    return listener.isCancelled();
                }
            };
            return training.share(comparison.setup(base, seed, cancelling)).map(shared -> {
                try (shared) {
                    return new SharedSearch<>(
                                    base,
                                    shared,
                                    !validation.undecided().contains(LikedRatings.RECENCY),
                                    this::score,
                                    this::isOver)
                            .run(budget.trials(), this::add);
                }
            });
        }

        private boolean isOver() {
            if (listener.isCancelled()) {
                throw new TrainingCancelledException(1);
            }
            return !clock.instant().isBefore(deadline);
        }

        private void add(TuningTrial trial, double share) {
            listener.onTrial(trial);
            listener.onProgress(share);
        }

        private TuningResult<H> runApart() {
            List<H> candidates = draw();
            Scored<H> best = new Scored<>(base.hyperparameters(), Double.NEGATIVE_INFINITY);
            for (int rung = schedule.firstRung(); rung < SearchSchedule.RUNGS; rung++) {
                List<Scored<H>> scored = train(candidates, rung);
                if (scored.isEmpty()) {
                    break;
                }
                best = scored.get(0);
                candidates = promoted(scored, rung + 1);
            }
            if (best.score() == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("no training of the search succeeded: "
                        + trials.stream().map(TuningTrial::failure).distinct().toList());
            }
            return new TuningResult<>(best.hyperparameters(), best.score(), trials);
        }

        /** The best third; for the last rung also the base hyper-parameters, which the result must beat. */
        private List<H> promoted(List<Scored<H>> scored, int rung) {
            List<H> promoted = new ArrayList<>(scored.stream()
                    .limit(SearchSchedule.promoted(scored.size()))
                    .map(Scored::hyperparameters)
                    .toList());
            if (rung == SearchSchedule.RUNGS - 1 && !promoted.contains(base.hyperparameters())) {
                promoted.add(base.hyperparameters());
            }
            return promoted;
        }

        private List<H> draw() {
            SplittableRandom random = new SplittableRandom(seed);
            List<H> candidates = new ArrayList<>(List.of(base.hyperparameters()));
            while (candidates.size() < budget.trials()) {
                candidates.add(base.algorithm()
                        .hyperparameters()
                        .sample(base.hyperparameters(), random, validation.undecided()));
            }
            return candidates;
        }

        /** The scores, best first, without trainings that failed or did not start before the deadline. */
        private List<Scored<H>> train(List<H> candidates, int rung) {
            RungProgress progress = new RungProgress(listener, this::report, rung, candidates.size());
            boolean first = trials.isEmpty();
            List<Tried<H>> tried = parallel.run(candidates.size(), at -> {
                Optional<Tried<H>> result =
                        (first && at == 0) || clock.instant().isBefore(deadline)
                                ? Optional.of(new Tried<>(candidates.get(at), train(candidates.get(at), at, progress)))
                                : Optional.empty();
                synchronized (listener) {
                    result.ifPresent(one -> listener.onTrial(one.trial()));
                    progress.update(at, 1);
                }
                return result;
            });
            tried.forEach(one -> trials.add(one.trial()));
            return tried.stream()
                    .flatMap(one -> Stream.ofNullable(one.trial().score())
                            .map(score -> new Scored<>(one.hyperparameters(), score)))
                    .sorted(Comparator.comparingDouble((Scored<H> scored) -> -scored.score()))
                    .toList();
        }

        private TuningTrial train(H candidate, int at, RungProgress progress) {
            int rung = progress.rung();
            Contender<H> contender = shortened(candidate, rung);
            Model trained;
            try {
                trained = contender
                        .algorithm()
                        .trainInMemory(parallel.comparison().setup(contender, seed, progress.listener(at, contender)));
            } catch (TrainingDivergedException | IllegalArgumentException | OutOfMemoryError e) {
                return new TuningTrial(rung, contender.settings(), null, e.getMessage());
            }
            try (Model model = trained) {
                double score = score(model);
                return Double.isFinite(score)
                        ? new TuningTrial(rung, contender.settings(), score, null)
                        : new TuningTrial(rung, contender.settings(), null, "its " + criterion + " is " + score);
            }
        }

        /** A missing criterion ends the search, because no other candidate would have it either. */
        private double score(Model model) {
            Double score = validation.measure(model, 0).get(criterion);
            if (score == null) {
                throw new IllegalArgumentException(
                        "models of '" + base.algorithm().name()
                                + "' with these hyper-parameters are not measured by " + criterion
                                + ", which the search goes by");
            }
            return score;
        }

        private Contender<H> shortened(H candidate, int rung) {
            Contender<H> contender = new Contender<>(base.algorithm(), candidate);
            return contender.withEpochs(Math.max(1, contender.epochs().orElse(1) / SearchSchedule.shortening(rung)));
        }

        /** Reports the progress by trainings or by time, whichever is further. */
        private void report(int rung, double ofRung) {
            double trained = schedule.share(rung, ofRung);
            if (budget.minutes() == 0) {
                listener.onProgress(trained);
                return;
            }
            double minutes = Duration.between(start, clock.instant()).toMillis() / 60_000.0;
            listener.onProgress(Math.min(1, Math.max(trained, minutes / budget.minutes())));
        }
    }
}
