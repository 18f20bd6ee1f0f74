package dev.palate.model;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkedService;
import dev.palate.bench.Report;
import dev.palate.core.Algorithms;
import dev.palate.core.autoencoder.EnlargedNetwork;
import dev.palate.core.engine.inference.CpuScorer;
import dev.palate.core.engine.inference.QuantisedScorer;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.network.NetworkScorer;
import dev.palate.model.checkpoint.Checkpoints;
import dev.palate.model.checkpoint.StoredCheckpoint;
import dev.palate.model.provenance.Platform;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.TrainingConditions;
import dev.palate.model.provenance.TrainingData;
import dev.palate.model.version.Activation;
import dev.palate.model.version.Activations;
import dev.palate.model.version.ModelVersions;
import dev.palate.model.version.NewVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A catalogue of a million items: the latency of the built service over HTTP with one caller and the memory of the process, with
 * exact weights and with weights of 8 bits, and the overlap of both recommendation lists.
 *
 * <pre>java -Xmx6g ... dev.palate.model.MillionItemsBenchmark 1000000 600 200 docs/benchmarks/million-items.json</pre>
 */
public final class MillionItemsBenchmark {

    private static final int TRAINING_USERS = 3000;
    private static final int EPOCHS = 8;
    private static final int USERS = 240;
    private static final int WARMING = 60;
    private static final int K = 30;
    private static final Path FOLDER = Path.of("target/bench-million").toAbsolutePath();

    private final int items;
    private final int hidden;
    private final int latent;
    private final Report report = new Report();
    private final Database database = PostgresFixture.newDatabase();

    private MillionItemsBenchmark(int items, int hidden, int latent) throws IOException {
        this.items = items;
        this.hidden = hidden;
        this.latent = latent;
    }

    public static void main(String[] arguments) throws Exception {
        Files.createDirectories(FOLDER);
        MillionItemsBenchmark benchmark = new MillionItemsBenchmark(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        benchmark.run();
        benchmark.report.finish(arguments.length > 3 ? Path.of(arguments[3]) : null);
        System.exit(0);
    }

    private void run() throws Exception {
        report.put("items", items);
        report.put("network", "mult-vae-" + hidden + "-" + latent);
        report.put("usersAsked", USERS);
        report.put("k", K);
        publish();
        Map<String, List<Set<String>>> lists = new LinkedHashMap<>();
        lists.put("float32", answers("float32", true, "-Xmx5g"));
        lists.put("int8", answers("int8", false, "-Xmx3g", "--palate.models.int8-from=1"));
        report.put("recallAt30OfInt8", overlap(lists.get("float32"), lists.get("int8")));
    }

    private void publish() throws IOException {
        EnlargedNetwork network = EnlargedNetwork.train(items, TRAINING_USERS, EPOCHS, hidden, latent);
        report.put("recallAt30OfInt8OnTheTrainedItems", recallOnTrainedItems(network));
        String[] settings = Stream.concat(
                        Stream.of(database.properties()), Stream.of("server.port=0", "logging.level.root=warn"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = SpringApplication.run(PalateApplication.class, settings)) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            jdbc.sql(
                            "insert into items (external_id, title, categories)"
                                    + " select n::text, 'Item ' || n, array['Category ' || n % 20] from generate_series(1, ?) n")
                    .param(items)
                    .update();
            jdbc.sql("update catalogue_revision set revision = revision + 1").update();
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> publish(context, network));
        }
    }

    private void publish(ConfigurableApplicationContext context, EnlargedNetwork network) {
        StoredCheckpoint checkpoint = context.getBean(Checkpoints.class).write(writer -> {
            network.save(writer);
            ItemColumns.rated(IdIndex.of(network.itemIds())).write(writer);
        });
        ModelVersions versions = context.getBean(ModelVersions.class);
        int number = context.getBean(Activations.class).nextNumber("vae");
        Provenance provenance = new Provenance(
                new TrainingData(0, 0, items, "none", Instant.EPOCH),
                new TrainingConditions(1, 2, null, 0, null),
                JsonNodeFactory.instance.objectNode(),
                context.getBean(Platform.class));
        versions.insert(
                number,
                new NewVersion(contender(network), null, List.of(), EvaluationReport.of(List.of()), 1, provenance),
                checkpoint,
                null);
        context.getBean(Activations.class).activate("vae", number, Activation.Cause.REQUEST, "Benchmark.");
        report.put("checkpointBytes", checkpoint.byteCount());
    }

    private static Contender<?> contender(EnlargedNetwork network) {
        return Contender.of(Algorithms.standard().find("vae").orElseThrow()).with(network.hyperparameters());
    }

    private static double recallOnTrainedItems(EnlargedNetwork network) {
        try (CpuScorer exact = new CpuScorer(network.trainedSpec(), network.trained());
                QuantisedScorer quantised = new QuantisedScorer(network.trainedSpec(), network.trained())) {
            List<Set<String>> expected = new ArrayList<>();
            List<Set<String>> found = new ArrayList<>();
            for (int user = 0; user < 1000; user++) {
                SparseVector ratings = EnlargedNetwork.user(TRAINING_USERS + user, EnlargedNetwork.TRAINED_ITEMS);
                expected.add(top(exact, ratings));
                found.add(top(quantised, ratings));
            }
            return overlap(expected, found);
        }
    }

    private static Set<String> top(NetworkScorer scorer, SparseVector ratings) {
        float[] scores = new float[EnlargedNetwork.TRAINED_ITEMS];
        scorer.score(ratings, scores);
        Ranking ranking = TopN.select(scores, K, item -> !ratings.contains(item));
        Set<String> top = new HashSet<>();
        Arrays.stream(ranking.items()).forEach(item -> top.add(Integer.toString(item)));
        return top;
    }

    /** Starts a service, requests the list of every user and returns the lists. */
    private List<Set<String>> answers(String name, boolean rate, String... options) throws Exception {
        try (BenchmarkedService service = BenchmarkedService.start(database, FOLDER, options)) {
            if (rate) {
                rate(service);
            }
            List<Set<String>> lists = new ArrayList<>();
            for (int n = 0; n < WARMING; n++) {
                list(service, n, K - 1); // another list than the one that is timed, or that would be in memory
            }
            double[] milliseconds = new double[USERS];
            for (int user = 0; user < USERS; user++) {
                long start = System.nanoTime();
                JsonNode answer = list(service, user, K);
                milliseconds[user] = (System.nanoTime() - start) / 1e6;
                Set<String> list = new HashSet<>();
                answer.get("items").forEach(item -> list.add(item.get("itemId").asString()));
                lists.add(list);
            }
            Arrays.sort(milliseconds);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("servedAs", servedAs(service));
            figures.put("jvm", options[0]);
            figures.put("secondsToReadiness", rounded(service.secondsToReadiness()));
            figures.put("p50Ms", rounded(milliseconds[USERS / 2]));
            figures.put("p95Ms", rounded(milliseconds[USERS * 95 / 100]));
            figures.put("p99Ms", rounded(milliseconds[USERS * 99 / 100]));
            figures.put("residentMebibytes", service.mebibytes("VmRSS"));
            figures.put("residentPeakMebibytes", service.mebibytes("VmHWM"));
            report.put(name, figures);
            System.err.println(name + " " + figures);
            return lists;
        }
    }

    private void rate(BenchmarkedService service) throws Exception {
        for (int from = 0; from < USERS; from += 60) {
            List<Map<String, Object>> ratings = new ArrayList<>();
            for (int user = from; user < from + 60; user++) {
                SparseVector row = EnlargedNetwork.user(user, items);
                for (int k = 0; k < row.size(); k++) {
                    ratings.add(Map.of(
                            "userId", "u" + user, "itemId", Integer.toString(row.index(k) + 1), "value", row.value(k)));
                }
            }
            service.post("/ratings", new JsonMapper().writeValueAsString(ratings));
        }
    }

    private static JsonNode list(BenchmarkedService service, int user, int k) throws IOException, InterruptedException {
        return service.get("/users/u" + user + "/recommendations?k=" + k);
    }

    private static String servedAs(BenchmarkedService service) throws IOException, InterruptedException {
        for (JsonNode algorithm : service.get("/models").get("items")) {
            if (algorithm.get("algorithm").asString().equals("vae")) {
                return algorithm.get("servedAs").asString();
            }
        }
        throw new IllegalStateException("there is no vae");
    }

    private static double overlap(List<Set<String>> expected, List<Set<String>> found) {
        return IntStream.range(0, expected.size())
                .mapToDouble(user -> {
                    Set<String> both = new HashSet<>(expected.get(user));
                    both.retainAll(found.get(user));
                    return (double) both.size() / K;
                })
                .average()
                .orElseThrow();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
