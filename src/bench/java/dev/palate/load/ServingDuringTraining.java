package dev.palate.load;

import dev.palate.PostgresFixture;
import dev.palate.bench.BenchmarkedService;
import dev.palate.bench.Report;
import dev.palate.importing.SyntheticRelease;
import dev.palate.load.FixedRate.Responses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Measures the built jar under 50 requests per second for recommendations of a Mult-VAE 600-200 with 20,000 items, alternately
 * with and without a training:
 *
 * <pre>java ... dev.palate.load.ServingDuringTraining REPORT.json ROUNDS SECONDS [JVM options of the service]</pre>
 */
public final class ServingDuringTraining {

    private static final int USERS = 10_000;
    private static final int ITEMS = 20_000;
    private static final int RATINGS = 600_000;
    private static final int EPOCHS = 10_000;
    private static final int WARM_UP_SECONDS = 30;
    private static final String IDLE = "idle";
    private static final String DEEP = "\"hiddenSizes\": [600], \"latentSize\": 200, \"batchSize\": 500, ";
    private static final Map<String, String> TRAININGS =
            new TreeMap<>(Map.of("Mult-VAE 600-200", DEEP, "preset ranking", ""));
    private static final Path FOLDER =
            Path.of("target/bench-serving-during-training").toAbsolutePath();

    private final BenchmarkedService service;
    private final FixedRate load;
    private final Map<String, List<Responses>> responses = new LinkedHashMap<>();
    private final Map<String, List<Double>> epochsPerMinute = new TreeMap<>();

    private ServingDuringTraining(BenchmarkedService service, FixedRate load) {
        this.service = service;
        this.load = load;
    }

    public static void main(String[] arguments) throws Exception {
        SyntheticRelease release = new SyntheticRelease(FOLDER, USERS, ITEMS, RATINGS);
        release.write();
        List<String> options = List.of(arguments).subList(3, arguments.length);
        try (BenchmarkedService service =
                BenchmarkedService.start(PostgresFixture.newDatabase(), FOLDER, options.toArray(String[]::new))) {
            FixedRate load = new FixedRate(service.address(), USERS);
            ServingDuringTraining benchmark = new ServingDuringTraining(service, load);
            benchmark.fill(release);
            int seconds = Integer.parseInt(arguments[2]);
            load.run(WARM_UP_SECONDS);
            for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                benchmark.round(seconds);
            }
            benchmark.report(seconds, options).finish(Path.of(arguments[0]));
        }
        System.exit(0);
    }

    private void fill(SyntheticRelease release) throws Exception {
        service.importFile(release.itemsFile());
        service.importFile(release.ratingsFile());
        await(train(DEEP, 1), "SUCCEEDED");
    }

    private void round(int seconds) throws Exception {
        for (Map.Entry<String, String> training : TRAININGS.entrySet()) {
            record(IDLE, load.run(seconds));
            String job = train(training.getValue(), EPOCHS);
            double begin = awaitFirstBatch(job);
            long start = System.nanoTime();
            record(training.getKey(), load.run(seconds));
            double epochs = (service.get(job).get("progress").asDouble() - begin) * EPOCHS;
            double minutes = (System.nanoTime() - start) / 60e9;
            epochsPerMinute
                    .computeIfAbsent(training.getKey(), key -> new ArrayList<>())
                    .add(epochs / minutes);
            service.post(job + "/cancel", "");
            await(job, "CANCELLED");
        }
    }

    private void record(String state, Responses measured) {
        responses.computeIfAbsent(state, key -> new ArrayList<>()).add(measured);
        System.out.printf(
                "%-16s p50 %.1f ms, p99 %.1f ms, %d errors%n",
                state, measured.quantile(0.5), measured.quantile(0.99), measured.errors());
    }

    /** Orders a training and returns the path of the job. */
    private String train(String settings, int epochs) throws Exception {
        String request = """
                {"preset": "ranking", "protocol": "reconstruction", "promote": "always",
                 "hyperparameters": {%s"patience": 0, "epochs": %d}}""".formatted(settings, epochs);
        return "/training-jobs/"
                + service.post("/models/vae/train", request).get("id").asString();
    }

    private double awaitFirstBatch(String job) throws Exception {
        JsonNode status = service.get(job);
        while (status.get("progress").asDouble() == 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = service.get(job);
        }
        return status.get("progress").asDouble();
    }

    private void await(String job, String end) throws Exception {
        JsonNode status = service.get(job);
        while (!status.get("state").asString().equals(end)) {
            if (status.get("state").asString().equals("FAILED")) {
                throw new IOException(status.toString());
            }
            TimeUnit.MILLISECONDS.sleep(200);
            status = service.get(job);
        }
    }

    private Report report(int seconds, List<String> options) throws IOException {
        Report report = new Report();
        report.put("items", ITEMS);
        report.put("users", USERS);
        report.put("secondsPerWindow", seconds);
        report.put("serviceOptions", options);
        double idle = Responses.merge(responses.get(IDLE)).quantile(0.99);
        for (Map.Entry<String, List<Responses>> state : responses.entrySet()) {
            Responses all = Responses.merge(state.getValue());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("requests", all.millis().length);
            figures.put("errors", all.errors());
            figures.put("p50Millis", all.quantile(0.5));
            figures.put("p99Millis", all.quantile(0.99));
            figures.put("p99OverIdle", all.quantile(0.99) / idle);
            figures.put(
                    "p99MillisOfWindows",
                    state.getValue().stream().map(part -> part.quantile(0.99)).toList());
            figures.put("epochsPerMinuteOfWindows", epochsPerMinute.getOrDefault(state.getKey(), List.of()));
            report.put(state.getKey(), figures);
        }
        return report;
    }
}
