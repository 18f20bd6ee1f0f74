package dev.palate.bench;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.split.UserSplit;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.Presets;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import dev.palate.core.vae.Vae;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains the notebook's two networks for their 20 epochs alternately in Palate and in PyTorch. The times do not include the
 * evaluation of the epochs on either side. The first training in Palate includes the warm-up of the JVM.
 */
@Command(name = "notebook", mixinStandardHelpOptions = true)
public final class NotebookBenchmark implements Callable<Integer> {

    @Option(names = "--threads", defaultValue = "2", description = "threads of both sides")
    private int threads;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--data", required = true, description = "MovieLens 100K")
    private Path movieLens = Path.of("");

    @Option(names = "--reference", description = "notebook_reference.py; without it only Palate is measured")
    private @Nullable Path reference;

    @Option(names = "--python", defaultValue = "/usr/bin/python3")
    private String python = "";

    @Option(names = "--json")
    private @Nullable Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NotebookBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        RatingMatrix ratings = RatingDatasets.read(movieLens).ratings();
        RatingMatrix train =
                ratings.selectRows(UserSplit.of(ratings.rowCount(), 0, 0.2, 42).train());
        Report report = new Report();
        report.put("threads", threads);
        report.put("autorec", measure(new AutoRec(), train));
        report.put("vae", measure(new Vae(), train));
        report.finish(json);
        return 0;
    }

    private <H extends Record> Map<String, Object> measure(Algorithm<H> algorithm, RatingMatrix train)
            throws IOException {
        List<Double> here = new ArrayList<>();
        List<Double> there = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            here.add(seconds(algorithm, train, round));
            if (reference != null) {
                there.add(referenceSeconds(reference, algorithm.name(), round));
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("palateSeconds", here);
        figures.put("palateMedian", median(here));
        if (!there.isEmpty()) {
            figures.put("pytorchSeconds", there);
            figures.put("pytorchMedian", median(there));
            figures.put("ratio", Timings.rounded(median(here) / median(there)));
        }
        return figures;
    }

    private <H extends Record> double seconds(Algorithm<H> algorithm, RatingMatrix train, long seed) {
        double[] spent = new double[1];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport epoch, TrainingState state) {
                spent[0] = epoch.trainSeconds();
            }
        };
        H notebook = Contender.of(algorithm, Presets.NOTEBOOK).hyperparameters();
        algorithm
                .train(TrainingSetup.of(train, notebook, seed, threads).withListener(listener))
                .close();
        return Timings.rounded(spent[0]);
    }

    private double referenceSeconds(Path script, String algorithm, int seed) throws IOException {
        Process process = new ProcessBuilder(
                        python,
                        script.toString(),
                        movieLens.resolve("u.data").toString(),
                        algorithm,
                        Integer.toString(seed),
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String last = lines.lines().reduce("", (earlier, line) -> line);
            return Timings.rounded(Double.parseDouble(last.replaceFirst(".*\"trainSeconds\": ([0-9.]+).*", "$1")));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
