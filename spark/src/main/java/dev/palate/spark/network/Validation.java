package dev.palate.spark.network;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Evaluator;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.metrics.Bootstrap;
import dev.palate.core.metrics.ListMetrics;
import dev.palate.core.model.Model;
import dev.palate.core.split.HeldOutUsers;
import dev.palate.core.split.UserSplit;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.data.UserRows;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures models on the validation users in the memory of the driver, as the service does. */
public final class Validation {

    /** More validation users hardly change the choice of an epoch, but each round measures them. */
    private static final int MOST_USERS = 5000;

    private static final int LEAST_ROWS = 500;
    private static final int MOST_DRAWS = 10;

    private final HeldOutUsers users;
    private final Evaluator evaluator;
    private final String criterion;

    private Validation(HeldOutUsers users, Evaluator evaluator, String criterion) {
        this.users = users;
        this.evaluator = evaluator;
        this.criterion = criterion;
    }

    /** Reads the rows of the validation users; without any, nothing is measured. */
    static Optional<Validation> of(TrainingData data, UserSplit split, EvaluationSettings settings, int threads) {
        int[] all = split.validation();
        int count = Math.min(all.length, MOST_USERS);
        if (count == 0) {
            return Optional.empty();
        }
        int[] users = IntStream.range(0, count)
                .map(at -> all[(int) ((long) at * all.length / count)])
                .toArray();
        int draws = Math.max(1, Math.min(MOST_DRAWS, LEAST_ROWS / count));
        return Optional.of(of(rows(data, users), users, draws, settings, threads));
    }

    /** @param ratings {@code [users x items]} */
    public static Validation of(
            RatingMatrix ratings, int[] users, int draws, EvaluationSettings settings, int threads) {
        HeldOutUsers held = HeldOutUsers.drawn(
                ratings, users, settings.threshold(), settings.holdOut().heldOutShare(), settings.splitSeed(), draws);
        ListMetrics lists = ListMetrics.of(held.foldIn(), Optional.empty(), settings.threshold());
        Bootstrap bootstrap = new Bootstrap(settings.bootstrapSamples(), settings.splitSeed());
        List<Integer> k = settings.k();
        return new Validation(held, new Evaluator(k, lists, bootstrap, threads), "ndcg@" + k.get(k.size() - 1));
    }

    /** As {@code [users x items]}, in which only {@code users} have ratings: the split of a user depends on the number of the row. */
    private static RatingMatrix rows(TrainingData data, int[] users) {
        BitSet wanted = new BitSet();
        IntStream.of(users).forEach(wanted::set);
        UserRows rows = UserRows.concat(
                data.rows().map(part -> part.ofUsers(wanted::get)).collect());
        RatingMatrix own = rows.matrix(data.items().size());
        int[] starts = new int[data.users().size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            starts[rows.user(row) + 1] = own.rowStart(row + 1) - own.rowStart(row);
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] columns = new int[own.size()];
        float[] values = new float[own.size()];
        for (int at = 0; at < columns.length; at++) {
            columns[at] = own.column(at);
            values[at] = own.value(at);
        }
        return RatingMatrix.ofRows(own.columnCount(), starts, columns, values);
    }

    /** The NDCG of the longest cut-off. */
    public double measure(Model model) {
        return evaluator.validate(model, users).getOrDefault(criterion, Double.NaN);
    }
}
