package dev.palate.recommendation;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.parallel.Coalescer;
import dev.palate.recommendation.ListBuilder.Candidate;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Scores users and picks their candidates. Requests of the same moment to a model that gains by it share one pass over
 * its weights; docs/benchmarks.md says what that is worth.
 */
@Component
final class Scoring {

    /** The most scores that a product writes at a time: 8 MB. */
    private static final int BLOCK = 1 << 21;

    /** So few that a user's scores are the same to the last bit as alone, and that the first one does not wait long. */
    private static final int MOST_TOGETHER = 16;

    private final ScoreBuffers buffers;
    private final RecommendationMetrics metrics;
    private final Coalescer<Question, List<Candidate>> together = new Coalescer<>(
            Runtime.getRuntime().availableProcessors(),
            MOST_TOGETHER,
            (first, second) -> first.source.equals(second.source),
            this::answerAll);

    Scoring(ScoreBuffers buffers, RecommendationMetrics metrics) {
        this.buffers = buffers;
        this.metrics = metrics;
    }

    /** @param user what {@code source} folded in */
    private record Question(ScoreSource source, SparseVector user, ListBuilder list) {}

    /**
     * The candidates of one user.
     *
     * @param user what {@code source} folded in
     */
    List<Candidate> candidates(ScoreSource source, SparseVector user, ListBuilder list) {
        Question question = new Question(source, user, list);
        return source.gainsFromBatches() ? together.call(question) : answer(question);
    }

    /** Those of many users of one source. */
    List<List<Candidate>> candidates(ScoreSource source, List<SparseVector> users, ListBuilder list) {
        return answers(
                source,
                users.stream().map(user -> new Question(source, user, list)).toList());
    }

    private List<List<Candidate>> answerAll(List<Question> questions) {
        if (questions.size() == 1) {
            return List.of(answer(questions.get(0)));
        }
        return answers(questions.get(0).source, questions);
    }

    private List<Candidate> answer(Question question) {
        ScoreSource source = question.source;
        float[] scores = buffers.borrow(source.items().size());
        try {
            Timer.Sample sample = metrics.start();
            source.score(question.user, scores);
            metrics.scored(sample, source.origin(), 1);
            return question.list.build(scores, 0, question.user);
        } finally {
            buffers.giveBack(scores);
        }
    }

    private List<List<Candidate>> answers(ScoreSource source, List<Question> questions) {
        int items = source.items().size();
        int users = questions.size();
        int blockRows = Math.max(1, Math.min(users, BLOCK / Math.max(1, items)));
        RatingMatrix matrix =
                RatingMatrix.of(items, questions.stream().map(Question::user).toList());
        List<List<Candidate>> answers = new ArrayList<>(users);
        float[] scores = buffers.borrow(blockRows * items);
        try {
            for (int from = 0; from < users; from += blockRows) {
                int to = Math.min(from + blockRows, users);
                Timer.Sample sample = metrics.start();
                source.scoreRows(matrix, from, to, scores);
                metrics.scored(sample, source.origin(), to - from);
                for (int row = from; row < to; row++) {
                    Question question = questions.get(row);
                    answers.add(question.list.build(scores, (row - from) * items, question.user));
                }
            }
        } finally {
            buffers.giveBack(scores);
        }
        return answers;
    }
}
