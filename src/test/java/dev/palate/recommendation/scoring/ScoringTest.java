package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.TwoStageScores;
import dev.palate.model.serving.ServedModel;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.EvaluatedRules;
import dev.palate.recommendation.selection.Fading;
import dev.palate.recommendation.selection.ListBuilder;
import dev.palate.recommendation.selection.NewCandidates;
import dev.palate.recommendation.selection.ScoredItems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScoringTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final IdIndex INDEX = IdIndex.of(List.of("a", "b", "c"));
    private static final CatalogueSnapshot CATALOGUE = CatalogueSnapshot.of(
            1,
            INDEX.ids().stream()
                    .map(id -> new Item(id, "Item " + id, null, List.of()))
                    .toList());
    private static final ListBuilder LIST = new ListBuilder(
            new ScoredItems(INDEX, false),
            CATALOGUE,
            RecommendationQuery.top(1, ModelChoice.DEFAULT),
            EvaluatedRules.none(Instant.EPOCH),
            Fading.NONE,
            NewCandidates.NONE);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScoreBuffers buffers = new ScoreBuffers();
    private final Scoring scoring = new Scoring(buffers, new ScoreBlocks(buffers), new ScoringMetrics(registry));
    private final Semaphore gate = new Semaphore(0);
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** Scores the item after the rated one with the rating, once the gate is open. */
    private final class GatedModel implements Model {

        private final String name;

        GatedModel(String name) {
            this.name = name;
        }

        @Override
        public int itemCount() {
            return INDEX.size();
        }

        @Override
        public boolean benefitsFromBatching() {
            return true;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            pass(1);
            write(foldIn, scores, 0);
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            pass(to - from);
            for (int row = from; row < to; row++) {
                write(foldIn.row(row), scores, (row - from) * INDEX.size());
            }
        }

        private void pass(int users) {
            calls.add(name + " " + users);
            gate.acquireUninterruptibly();
        }

        private void write(SparseVector foldIn, float[] scores, int offset) {
            for (int item = 0; item < INDEX.size(); item++) {
                scores[offset + item] = item == (foldIn.index(0) + 1) % INDEX.size() ? foldIn.value(0) : 0;
            }
        }

        @Override
        public void save(CheckpointWriter checkpoint) {
            throw new UnsupportedOperationException("never saved");
        }
    }

    private FutureTask<List<Candidate>> request(ScoreSource source, int item, float value) {
        SparseVector ratings = SparseVector.of(new int[] {item}, new float[] {value});
        FutureTask<List<Candidate>> candidates = new FutureTask<>(() -> scoring.select(
                new Scoring.Task(source, new FoldIn(ratings, Map.of(), ratings, List.of(), Set.of()), LIST)));
        Thread thread = new Thread(candidates);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return candidates;
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the first requests only occupy the processors
    void scoresWaitingRequestsForTheSameModelInOneBatch() throws Exception {
        ScoreSource one = new ScoreSource.OfModel(new ServedModel("vae", 1, new GatedModel("one"), INDEX));
        ScoreSource two = new ScoreSource.OfModel(new ServedModel("vae", 2, new GatedModel("two"), INDEX));
        for (int n = 0; n < PROCESSORS; n++) {
            request(one, 0, 5);
        }
        List<FutureTask<List<Candidate>>> results = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            results.add(request(n == 1 ? two : one, n % 3, n));
        }
        assertThat(calls).hasSize(PROCESSORS).containsOnly("one 1");
        calls.clear();

        gate.release();
        await().until(() -> calls.contains("one 5"));
        gate.release(PROCESSORS + 2);

        for (int n = 0; n < 6; n++) {
            Candidate best = results.get(n).get().get(0);
            assertThat(best.itemIndex()).isEqualTo((n + 1) % 3);
            assertThat(best.score()).isEqualTo(n);
        }
        assertThat(calls).containsExactly("one 5", "two 1");
        assertThat(registry.get("palate.recommendations.together").summary().max())
                .isEqualTo(5);
    }

    /** Exact scores are 10, 11 and 12; coarse ones put the first two items in the wrong order. */
    private static final class CoarseScorer implements Model {

        @Override
        public int itemCount() {
            return INDEX.size();
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            throw new AssertionError("scores all items exactly");
        }

        @Override
        public Optional<TwoStageScores> twoStages() {
            return Optional.of(new CoarseFirst());
        }

        @Override
        public void save(CheckpointWriter checkpoint) {
            throw new UnsupportedOperationException("never saved");
        }
    }

    private static final class CoarseFirst implements TwoStageScores {

        @Override
        public int refinedItems() {
            return 2;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {
            scores[0] = 3;
            scores[1] = 2;
            scores[2] = 1;
        }

        @Override
        public void scoreRows(RatingMatrix foldIn, int from, int to, float[] scores) {
            for (int row = 0; row < to - from; row++) {
                scores[3 * row] = 3;
                scores[3 * row + 1] = 2;
                scores[3 * row + 2] = 1;
            }
        }

        @Override
        public void refine(SparseVector foldIn, int[] items, float[] scores, int offset) {
            for (int item : items) {
                scores[offset + item] = 10 + item;
            }
        }
    }

    @Test
    void refinesTheBestCandidatesBeforeTheSelection() {
        ScoreSource source = new ScoreSource.OfModel(new ServedModel("vae", 1, new CoarseScorer(), INDEX));
        SparseVector nothing = SparseVector.empty();
        Scoring.Task task = new Scoring.Task(source, new FoldIn(nothing, Map.of(), nothing, List.of(), Set.of()), LIST);

        assertThat(scoring.select(task)).singleElement().satisfies(best -> {
            assertThat(best.itemIndex()).isEqualTo(1);
            assertThat(best.score()).isEqualTo(11);
        });
        assertThat(scoring.selectAll(List.of(task, task)))
                .allSatisfy(list -> assertThat(list.get(0).itemIndex()).isEqualTo(1));
    }
}
