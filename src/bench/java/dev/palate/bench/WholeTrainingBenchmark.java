package dev.palate.bench;

import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.core.vae.Vae;
import dev.palate.core.vae.VaeHyperparameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a Mult-VAE (600-200) for some epochs on random ratings, with validation on held-out users after each epoch as in a
 * training job, and reports the time and the peak memory of the process. Heap and off-heap limits are those of the JVM.
 */
@Command(name = "whole-training", mixinStandardHelpOptions = true)
public final class WholeTrainingBenchmark implements Callable<Integer> {

    @Option(names = "--threads", defaultValue = "2")
    private int threads;

    @Option(names = "--users", defaultValue = "20000")
    private int users;

    @Option(names = "--items", defaultValue = "20000")
    private int items;

    @Option(names = "--epochs", defaultValue = "3")
    private int epochs;

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WholeTrainingBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        RatingMatrix ratings = BenchmarkRatings.of(users, items, 100);
        EvaluationSettings settings = EvaluationSettings.strongGeneralization();
        RankingComparison comparison = new RankingComparison(
                EvaluationSplit.byUser(ratings, UserSplit.of(users, 0.1, 0.1, 1), 0, 0.2, 1),
                settings,
                Optional.empty(),
                Processors.of(threads));
        VaeHyperparameters hyperparameters =
                BenchmarkNetwork.multVae(Map.of("dropout", 0.5, "threshold", 0, "batchSize", 500, "epochs", epochs));
        List<Double> trained = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport epoch, TrainingState state) {
                trained.add(Timings.rounded(epoch.trainSeconds()));
            }
        };
        long start = System.nanoTime();
        new Vae()
                .train(TrainingSetup.of(comparison.train(), hyperparameters, 1, threads)
                        .withValidation(comparison.validation().orElseThrow())
                        .withListener(listener))
                .close();
        Report report = new Report();
        report.put("network", BenchmarkNetwork.MULT_VAE);
        report.put("threads", threads);
        report.put("items", items);
        report.put("trainingUsers", comparison.train().rowCount());
        report.put("trainingRatings", comparison.train().size());
        report.put("secondsTrainedAfterEpoch", trained);
        report.put("secondsWithValidation", Timings.rounded((System.nanoTime() - start) / 1e9));
        report.put("maximumHeapMebibytes", Runtime.getRuntime().maxMemory() >> 20);
        report.put("peakResidentMebibytes", Report.peakResidentMebibytes());
        report.finish(json);
        return 0;
    }
}
