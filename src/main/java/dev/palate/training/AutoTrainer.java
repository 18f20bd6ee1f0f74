package dev.palate.training;

import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.auto.ContenderFamily;
import dev.palate.core.auto.TimeBudget;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.evaluation.ExperimentResult;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.job.Attempt;
import dev.palate.job.JobState;
import dev.palate.problem.Sentence;
import dev.palate.training.TrainedVersions.TrainedOrder;
import dev.palate.training.TrainingExperiment.FinalTraining;
import dev.palate.training.order.AutoOrder;
import dev.palate.training.order.ExperimentOrder;
import dev.palate.training.order.TrainingOrder;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Chooses the model of an automatic order, after the contenders of an earlier attempt if there are any, and trains it. */
@Component
class AutoTrainer {

    private static final Logger log = LoggerFactory.getLogger(AutoTrainer.class);

    private final TrainingExperiment experiment;
    private final TrainingRows rows;
    private final ContenderFamily family;
    private final Clock clock;

    AutoTrainer(TrainingExperiment experiment, TrainingRows rows, ContenderFamily family, Clock clock) {
        this.experiment = experiment;
        this.rows = rows;
        this.family = family;
        this.clock = clock;
    }

    /** The budget of an attempt that begins now. */
    TimeBudget budget(ExperimentOrder order) {
        AutoBudget limits = order instanceof AutoOrder auto ? auto.budget() : AutoBudget.STANDARD;
        return TimeBudget.beginning(clock, limits);
    }

    /** The trained winner; empty if that is popularity: then nothing is published, and the job has ended. */
    Optional<TrainedOrder> train(
            TrainingAttempt training, AutoOrder order, Optional<CheckpointReader> resume, TimeBudget attemptBudget) {
        Optional<SelectionReport> earlier = training.earlierSelection();
        earlier.ifPresent(report -> continued(training.attempt(), report));
        TimeBudget budget = attemptBudget.withSpent(training.secondsSpent(attemptBudget.total()));
        training.recorder().onProgress(budget.share());
        RankingComparison comparison = experiment.comparison(order, training);
        AutoSelection selection = new AutoSelection(family, comparison, budget, order.seed(), training.recorder());
        SelectionReport report = selection.select(order.evaluation().threshold(), earlier);
        if (AutoSelection.isPopularity(report)) {
            endWithoutVersion(training, report);
            return Optional.empty();
        }
        TrainingOrder<?> winner = order.of(selection.winner());
        training.recorder().selected(winner.epochs().orElse(1), budget.share());
        FinalTraining last =
                new FinalTraining(resume, selection.finalLimit(training.recorder()), selection.baselines());
        ExperimentResult result = experiment.runFinal(winner, training, last, comparison);
        return Optional.of(new TrainedOrder(winner, result.with(report)));
    }

    private static void continued(Attempt attempt, SelectionReport report) {
        if (report.winner().isEmpty()) {
            attempt.warn("Attempt %d continued after %d contenders, which the previous one had finished."
                    .formatted(attempt.number(), report.contenders().size()));
        }
    }

    private void endWithoutVersion(TrainingAttempt training, SelectionReport report) {
        String reason = String.format(
                Locale.ROOT,
                "popularity has the highest %s, %.4f, for the %d validation users",
                report.criterion(),
                report.winner().flatMap(row -> row.mean(report.criterion())).orElseThrow(),
                report.validationUsers());
        Attempt attempt = training.attempt();
        attempt.warnFirst("No version is published: " + reason
                + ", and lists contain popular items without a version, too. More data may give a better model.");
        attempt.complete(JobState.SUCCEEDED, () -> {
            training.recorder().write();
            rows.endWithoutVersion(attempt.job(), Sentence.of("Not published: " + reason));
        });
        log.info("Job {} published no version: {}", attempt.job(), reason);
    }
}
