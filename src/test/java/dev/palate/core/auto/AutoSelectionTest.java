package dev.palate.core.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ensemble.Ensemble;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Experiment;
import dev.palate.core.evaluation.ExperimentPlan;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.core.training.TrainingListener;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoSelectionTest {

    private static final long SEED = 1;
    private static final int USERS = 400;
    private static final int ITEMS = 40;

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RankingComparison comparison = new Experiment()
            .rankings(ExperimentPlan.Data.of(groups()), EvaluationSettings.strongGeneralization(), Processors.of(1));
    private final List<SelectionReport> heard = new ArrayList<>();
    private final SelectionListener listener = new SelectionListener() {
        @Override
        public void onContender(SelectionReport soFar) {
            heard.add(soFar);
        }
    };

    @Test
    void choosesTheBestOnOneSetOfValidationUsers() {
        TimedAlgorithm weak = algorithm("weak", 0.2, 3, 1);
        TimedAlgorithm strong = algorithm("strong", 0.9, 3, 1);
        SelectionReport report = selection(0.2, weak, strong).select(4, Optional.empty());

        assertThat(report.criterion()).isEqualTo("ndcg@100");
        assertThat(report.validationUsers()).isEqualTo(40);
        assertThat(report.contenders()).extracting(ComparedContender::label).startsWith("popularity", "weak", "strong");
        assertThat(report.winner().orElseThrow().algorithm()).isEqualTo("strong");
        assertThat(report.find("weak", false).orElseThrow().reason()).contains("ndcg@100 of strong");
        assertThat(report.find("strong", false).orElseThrow().epochs()).isEqualTo(1);
        assertThat(report.find("weak", false).orElseThrow().metrics()).containsKeys("ndcg@20", "recall@20");
        assertThat(weak.setups.get(0).ratings()).isSameAs(strong.setups.get(0).ratings());
        assertThat(report.contenders().stream().filter(ComparedContender::chosen))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "15, 2, 10, 100",
        "15, 40, 200, 300",
        "1, 0.1, 0.5, 1",
        "1, 3, 10, 20",
        "1, 20, 25, 70",
        "5, 1, 90, 10",
        "0.5, 100, 1, 100"
    })
    void keepsTheBudgetToWithinATenthWhateverTheSpeedOfTheContenders(
            double minutes, double firstSeconds, double secondSeconds, double thirdSeconds) {
        TimedAlgorithm[] family = {
            algorithm("closed", 0.3, 1, firstSeconds),
            algorithm("network", 0.5, 50, secondSeconds),
            algorithm("larger", 0.6, 100, thirdSeconds)
        };
        AutoSelection selection = selection(minutes, family);
        SelectionReport report = selection.select(4, Optional.empty());
        if (!AutoSelection.isPopularity(report)) {
            trainFinally(selection.winner(), selection.finalLimit(TrainingListener.SILENT));
        }

        assertThat(seconds()).isLessThanOrEqualTo(60 * minutes * 1.1);
        assertThat(report.contenders()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(report.contenders())
                .allSatisfy(row -> assertThat(row.reason()).isNotEmpty());
    }

    @Test
    void stopsANetworkAtItsShareAndKeepsItsBestEpoch() {
        TimedAlgorithm slow = algorithm("slow", 0.9, 1000, 2);
        SelectionReport report = selection(1, slow).select(4, Optional.empty());

        ComparedContender row = report.find("slow", false).orElseThrow();
        assertThat(row.chosen()).isTrue();
        assertThat(row.trainSeconds()).isBetween(15.0, 30.0);
    }

    @Test
    void listsAContenderThatDidNotFit() {
        TimedAlgorithm huge = algorithm("huge", 0.9, 1, 1000);
        TimedAlgorithm quick = algorithm("quick", 0.5, 1, 1);
        SelectionReport report = selection(1, huge, quick).select(4, Optional.empty());

        ComparedContender row = report.find("huge", false).orElseThrow();
        assertThat(row.metrics()).isEmpty();
        assertThat(row.reason()).startsWith("it did not fit into the budget: stopped after ");
        assertThat(report.winner().orElseThrow().algorithm()).isEqualTo("quick");
    }

    @Test
    void listsAContenderThatFailed() {
        TimedAlgorithm broken = algorithm("broken", 0.9, 1, 1);
        broken.failure = new TrainingDivergedException(3);
        TimedAlgorithm sound = algorithm("sound", 0.5, 1, 1);
        SelectionReport report = selection(1, broken, sound).select(4, Optional.empty());

        assertThat(report.find("broken", false).orElseThrow().reason()).contains("diverged in epoch 3");
        assertThat(report.winner().orElseThrow().algorithm()).isEqualTo("sound");
    }

    @Test
    void continuesAfterTheContendersOfAnInterruptedAttempt() {
        TimedAlgorithm first = algorithm("first", 0.3, 2, 5);
        TimedAlgorithm second = algorithm("second", 0.6, 2, 5);
        selection(0.6, first, second).select(4, Optional.empty());
        SelectionReport interrupted = heard.get(1);
        assertThat(interrupted.contenders())
                .extracting(ComparedContender::label)
                .containsExactly("popularity", "first");
        int trained = first.setups.size();
        SelectionReport whole = heard.get(heard.size() - 1);
        now = Instant.EPOCH;

        TimeBudget rest = TimeBudget.beginning(clock, new AutoBudget(0.6)).withSpent(interrupted.seconds());
        SelectionReport continued = new AutoSelection(family(first, second), comparison, rest, SEED, listener)
                .select(4, Optional.of(interrupted));

        assertThat(first.setups).hasSize(trained);
        assertThat(withoutEnsemble(continued)).isEqualTo(withoutEnsemble(whole));
        // The scores of the first attempt's models are gone.
        assertThat(continued.find(Ensemble.NAME, false).orElseThrow().reason()).contains("their scores are not known");
    }

    private static List<ComparedContender> withoutEnsemble(SelectionReport report) {
        return report.contenders().stream()
                .filter(row -> !row.algorithm().equals(Ensemble.NAME))
                .toList();
    }

    @Test
    void combinesModelsThatErrOnDifferentUsers() {
        TimedAlgorithm even = algorithm("even", 0.5, 2, 0.5);
        even.group = 0;
        TimedAlgorithm odd = algorithm("odd", 0.5, 2, 0.5);
        odd.group = 1;
        AutoSelection selection = selection(0.2, even, odd);
        ComparedContender winner =
                selection.select(4, Optional.empty()).winner().orElseThrow();

        assertThat(winner.algorithm()).isEqualTo(Ensemble.NAME);
        assertThat(winner.hyperparameters().get("members").toString()).contains("even epochs=1", "odd epochs=1");
        trainFinally(selection.winner(), TrainingListener.SILENT);
        assertThat(even.setups)
                .last()
                .satisfies(setup -> assertThat(setup.validation()).isEmpty());
    }

    @Test
    void trainsNothingAgainAfterTheChoice() {
        TimedAlgorithm only = algorithm("only", 0.3, 2, 5);
        SelectionReport decided = selection(0.5, only).select(4, Optional.empty());
        int trained = only.setups.size();

        assertThat(selection(0.5, only).select(4, Optional.of(decided))).isEqualTo(decided);
        assertThat(only.setups).hasSize(trained);
    }

    @Test
    void searchesBetterHyperparametersIfThereIsTime() {
        TimedAlgorithm tunable = algorithm("tunable", 0.3, 4, 0.5);
        AutoSelection selection = selection(5, tunable);
        SelectionReport report = selection.select(4, Optional.empty());

        ComparedContender winner = report.winner().orElseThrow();
        assertThat(winner.label()).isEqualTo("tunable, tuned");
        assertThat((double) winner.hyperparameters().get("quality")).isGreaterThan(0.6);
        assertThat(selection.winner().settings()).containsEntry("epochs", 1);
    }

    @Test
    void saysThatNoTimeIsLeftForASearch() {
        SelectionReport report = selection(1, algorithm("slow", 0.3, 10, 2)).select(4, Optional.empty());
        assertThat(report.find("slow", true).orElseThrow().reason()).isEqualTo("no time was left for a search");
    }

    @Test
    void choosesPopularityIfNothingIsBetter() {
        SelectionReport report = selection(1, algorithm("useless", 0, 1, 30)).select(4, Optional.empty());
        assertThat(AutoSelection.isPopularity(report)).isTrue();
    }

    @Test
    void endsWhenItIsCancelled() {
        TimedAlgorithm slow = algorithm("slow", 0.3, 10, 2);
        SelectionListener cancelling = new SelectionListener() {
            @Override
            public boolean isCancelled() {
                return seconds() > 5;
            }
        };
        TimeBudget budget = TimeBudget.beginning(clock, new AutoBudget(1));
        AutoSelection selection = new AutoSelection(family(slow), comparison, budget, SEED, cancelling);
        assertThatThrownBy(() -> selection.select(4, Optional.empty())).isInstanceOf(TrainingCancelledException.class);
        assertThat(seconds()).isLessThan(6);
    }

    private TimedAlgorithm algorithm(String name, double quality, int epochs, double epochSeconds) {
        return new TimedAlgorithm(
                name, quality, epochs, epochSeconds, seconds -> now = now.plusNanos((long) (1e9 * seconds)));
    }

    private AutoSelection selection(double minutes, TimedAlgorithm... members) {
        TimeBudget budget = TimeBudget.beginning(clock, new AutoBudget(minutes));
        return new AutoSelection(family(members), comparison, budget, SEED, listener);
    }

    private static ContenderFamily family(TimedAlgorithm... members) {
        List<Algorithm<?>> all = new ArrayList<>(List.of(new Popularity()));
        all.addAll(Arrays.asList(members));
        return new ContenderFamily(all);
    }

    private <H extends Record> void trainFinally(Contender<H> winner, TrainingListener limit) {
        try (Model model =
                winner.algorithm().train(comparison.withoutValidation().setup(winner, SEED, limit))) {
            assertThat(model.itemCount()).isEqualTo(ITEMS);
        }
    }

    private double seconds() {
        return clock.millis() / 1000.0;
    }

    /** Users with items of their parity: popularity cannot tell the two groups apart. */
    private static RatingMatrix groups() {
        SplittableRandom random = new SplittableRandom(3);
        List<SparseVector> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int parity = user % 2;
            int[] items = random.ints(0, ITEMS / 2)
                    .distinct()
                    .limit(8)
                    .map(i -> 2 * i + parity)
                    .sorted()
                    .toArray();
            float[] values = new float[items.length];
            Arrays.fill(values, 5);
            rows.add(SparseVector.of(items, values));
        }
        return RatingMatrix.of(ITEMS, rows);
    }
}
