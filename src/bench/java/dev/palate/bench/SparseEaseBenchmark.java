package dev.palate.bench;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.ease.EaseMemory;
import dev.palate.core.ease.EaseWeights;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.TopN;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains EASE with sparse weights on invented interactions with a long tail, and reports the time, the peak resident memory of the
 * process, what {@link EaseMemory} predicts, and the time of one list of a user with 100 items.
 */
@Command(name = "sparse-ease", mixinStandardHelpOptions = true)
public final class SparseEaseBenchmark implements Callable<Integer> {

    private static final int LISTS = 50;
    private static final int USER_ITEMS = 100;

    @Option(names = "--threads", defaultValue = "2")
    private int threads;

    @Option(names = "--users", defaultValue = "29858")
    private int users;

    @Option(names = "--items", defaultValue = "40981")
    private int items;

    @Option(names = "--positives", defaultValue = "800000")
    private int positives;

    @Option(names = "--topic-items", defaultValue = "500")
    private int topicItems;

    @Option(names = "--neighbours", defaultValue = "0")
    private int neighbours;

    @Option(names = "--lambda", defaultValue = "200")
    private double lambda;

    @Option(names = "--share", defaultValue = "1", description = "of the items after which the training ends")
    private double share;

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SparseEaseBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        RatingMatrix ratings = new LongTail(users, items, positives, topicItems, 1).matrix();
        EaseHyperparameters h =
                new EaseHyperparameters(LikedRatings.atLeast(1), lambda, 0, 0, neighbours, EaseWeights.SPARSE);
        Report report = new Report();
        report.put("users", users);
        report.put("items", items);
        report.put("positives", ratings.size());
        report.put("threads", threads);
        report.put("secondsOfData", seconds(begin));
        Watch watch = new Watch(System.nanoTime());
        try (Model model = new Ease()
                .train(TrainingSetup.of(ratings, h, 1, threads).withListener(watch))) {
            report.put("secondsOfTraining", seconds(watch.start));
            if (model instanceof SparseItemModel sparse) {
                report.put("weights", sparse.weights().size());
            }
            serve(model, report);
        } catch (TrainingCancelledException e) {
            report.put("secondsOfWholeTrainingEstimated", Timings.rounded(watch.estimate));
        }
        report.put("secondsUntilFirstPart", Timings.rounded(watch.firstSeconds));
        report.put("warning", watch.warning);
        EaseMemory memory = EaseMemory.estimate(
                new EaseMemory.Size(users, items, ratings.size(), threads, false), h);
        report.put("predictedMebibytes", (memory.heap() + memory.offHeap()) >> 20);
        report.put("ratingsMebibytes", (4L * users + 4L * ratings.size()) >> 20);
        report.put("maximumHeapMebibytes", Runtime.getRuntime().maxMemory() >> 20);
        report.put("peakResidentMebibytes", Report.peakResidentMebibytes());
        report.finish(json);
        return 0;
    }

    private void serve(Model model, Report report) {
        SplittableRandom random = new SplittableRandom(3);
        float[] scores = new float[items];
        double[] milliseconds = new double[LISTS];
        for (int list = 0; list < LISTS; list++) {
            int[] own = random.ints(0, items).distinct().limit(Math.min(USER_ITEMS, items)).toArray();
            float[] values = new float[own.length];
            Arrays.fill(values, 1);
            SparseVector user = SparseVector.of(own, values);
            long start = System.nanoTime();
            model.score(user, scores);
            TopN.select(scores, 30, item -> !user.contains(item));
            milliseconds[list] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        report.put("millisecondsOfList", Timings.rounded(milliseconds[LISTS / 2]));
    }

    private static double seconds(long start) {
        return Timings.rounded((System.nanoTime() - start) / 1e9);
    }

    private final class Watch implements TrainingListener {

        private final long start;
        private double firstSeconds;
        private double estimate;
        private double printed;
        private boolean isOver;
        private String warning = "";

        Watch(long start) {
            this.start = start;
        }

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            double passed = (System.nanoTime() - start) / 1e9;
            if (batch == 1) {
                firstSeconds = passed;
            }
            estimate = firstSeconds + (passed - firstSeconds) * (batches - 1) / Math.max(1, batch - 1);
            isOver = share < 1 && batch >= share * batches;
            if (passed > printed + 10) {
                printed = passed;
                System.err.printf("%.0f s: %d of %d parts, about %.0f s in total%n", passed, batch, batches, estimate);
            }
        }

        @Override
        public void onWarning(String message) {
            warning = message;
        }

        @Override
        public boolean isCancelled() {
            return isOver;
        }
    }
}
