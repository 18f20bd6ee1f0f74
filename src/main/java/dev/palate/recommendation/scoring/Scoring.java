package dev.palate.recommendation.scoring;

import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.TwoStageScores;
import dev.palate.core.parallel.Coalescer;
import dev.palate.recommendation.scoring.ScoreBlocks.RowScores;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.ListBuilder;
import dev.palate.recommendation.selection.Seen;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Scores users and selects their candidates. Concurrent requests for a model that benefits from batching share one pass
 * over its weights; docs/benchmarks.md has the measurements.
 */
@Component
public final class Scoring {

    /** Few enough that the scores of a user are bit-identical to those of a single request, and that the first waits little. */
    public static final int MAX_BATCH = 16;

    private final ScoreBuffers buffers;
    private final ScoreBlocks blocks;
    private final ScoringMetrics metrics;
    private final Coalescer<Task, List<Candidate>> coalescer = new Coalescer<>(
            Runtime.getRuntime().availableProcessors(),
            MAX_BATCH,
            (first, second) -> first.source.equals(second.source),
            this::selectAll);

    Scoring(ScoreBuffers buffers, ScoreBlocks blocks, ScoringMetrics metrics) {
        this.buffers = buffers;
        this.blocks = blocks;
        this.metrics = metrics;
    }

    /**
     * One user to score.
     *
     * @param user folded in by the item indexes of {@code source}
     * @param list selects the user's list from the scores
     */
    public record Task(ScoreSource source, FoldIn user, ListBuilder list) {

        private SparseVector known() {
            return user.known();
        }

        private List<Candidate> build(float[] scores, int offset) {
            SparseVector liked = list.isCalibrated() ? user.liked(source.leastInput()) : SparseVector.empty();
            Seen seen = new Seen(user.seen(), user.unknownSeen(), liked);
            source.twoStages().ifPresent(stages -> {
                int[] best = list.best(scores, offset, seen, stages.refinedItems());
                stages.refine(known(), best, scores, offset);
            });
            return list.build(scores, offset, seen);
        }
    }

    /** The candidates of one user. */
    public List<Candidate> select(Task task) {
        return task.source.benefitsFromBatching() ? coalescer.call(task) : selectAlone(task);
    }

    /** The candidates of users of one source, in the order of {@code tasks}. */
    public List<List<Candidate>> selectAll(List<Task> tasks) {
        return tasks.size() == 1 ? List.of(selectAlone(tasks.get(0))) : selectInBlocks(tasks);
    }

    private List<Candidate> selectAlone(Task task) {
        float[] scores = buffers.borrow(task.source.items().size());
        try {
            Timer.Sample sample = metrics.start();
            Optional<TwoStageScores> stages = task.source.twoStages();
            if (stages.isPresent()) {
                stages.get().score(task.known(), scores);
            } else {
                task.source.score(task.known(), scores);
            }
            metrics.scored(sample, task.source.origin(), 1);
            return task.build(scores, 0);
        } finally {
            buffers.release(scores);
        }
    }

    private List<List<Candidate>> selectInBlocks(List<Task> tasks) {
        ScoreSource source = tasks.get(0).source;
        int items = source.items().size();
        int mostRatings =
                tasks.stream().mapToInt(task -> task.known().size()).max().orElse(0);
        int blockRows = ScoreBlocks.rows(items, mostRatings);
        RowScores rowScores =
                source.twoStages().<RowScores>map(stages -> stages::scoreRows).orElse(source::scoreRows);
        List<List<Candidate>> selections = new ArrayList<>(tasks.size());
        for (int from = 0; from < tasks.size(); from += blockRows) {
            List<Task> block = tasks.subList(from, Math.min(from + blockRows, tasks.size()));
            Timer.Sample sample = metrics.start();
            blocks.score(rowScores, items, block.stream().map(Task::known).toList(), scores -> {
                metrics.scored(sample, source.origin(), block.size());
                for (int row = 0; row < block.size(); row++) {
                    selections.add(block.get(row).build(scores, row * items));
                }
            });
        }
        return selections;
    }
}
