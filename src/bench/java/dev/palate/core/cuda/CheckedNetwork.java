package dev.palate.core.cuda;

import dev.palate.bench.BenchmarkRatings;
import dev.palate.core.autorec.AutoRec;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A network that {@link GpuCheck} trains, and the number of items and the batch size with which it does. */
record CheckedNetwork(String name, int items, int batch, IntFunction<NetworkSpec> specOf) {

    private static final int MOVIELENS_ITEMS = 1682;

    /** One of each kind, as users train them. */
    static List<CheckedNetwork> kinds() {
        return List.of(
                autoRec10(),
                autoRec500(),
                vae(500),
                multVae(MOVIELENS_ITEMS),
                new CheckedNetwork(
                        "dae",
                        MOVIELENS_ITEMS,
                        500,
                        items -> new Dae().spec(new Dae().hyperparameters().read(Map.of()), items)),
                new CheckedNetwork(
                        "recvae",
                        MOVIELENS_ITEMS,
                        500,
                        items ->
                                new RecVae().spec(new RecVae().hyperparameters().read(Map.of()), items)));
    }

    /** Those whose steps are timed. */
    static List<CheckedNetwork> timed() {
        return List.of(
                multVae(20_000),
                autoRec10(),
                autoRec500(),
                vae(64),
                vae(500),
                multVae(MOVIELENS_ITEMS),
                multVae(200_000));
    }

    String label() {
        return name + "-" + items + "-" + batch;
    }

    NetworkSpec spec() {
        return specOf.apply(items);
    }

    /** MovieLens 100K, or ratings of the same shape for more items. */
    RatingMatrix ratings(Path movieLens) throws IOException {
        return items == MOVIELENS_ITEMS ? read(movieLens) : BenchmarkRatings.of(5_000, items, 100);
    }

    private static RatingMatrix read(Path file) throws IOException {
        Map<Integer, TreeMap<Integer, Float>> users = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", -1);
            users.computeIfAbsent(Integer.parseInt(fields[0]), user -> new TreeMap<>())
                    .put(Integer.parseInt(fields[1]) - 1, Float.parseFloat(fields[2]));
        }
        List<SparseVector> rows = new ArrayList<>();
        for (TreeMap<Integer, Float> user : users.values()) {
            float[] values = new float[user.size()];
            int k = 0;
            for (float value : user.values()) {
                values[k++] = value;
            }
            rows.add(SparseVector.of(
                    user.keySet().stream().mapToInt(Integer::intValue).toArray(), values));
        }
        return RatingMatrix.of(MOVIELENS_ITEMS, rows);
    }

    private static CheckedNetwork autoRec10() {
        return new CheckedNetwork(
                "autorec-10",
                MOVIELENS_ITEMS,
                64,
                items -> AutoRec.spec(new AutoRec().hyperparameters().read(Map.of("hiddenSize", 10)), items));
    }

    private static CheckedNetwork autoRec500() {
        return new CheckedNetwork(
                "autorec-500-observed",
                MOVIELENS_ITEMS,
                500,
                items -> AutoRec.spec(
                        new AutoRec().hyperparameters().read(Map.of("hiddenSize", 500, "objective", "observed")),
                        items));
    }

    private static CheckedNetwork vae(int batch) {
        return new CheckedNetwork(
                "vae-512-256-64",
                MOVIELENS_ITEMS,
                batch,
                items -> new Vae().spec(new Vae().hyperparameters().read(Map.of("latentSize", 64)), items));
    }

    private static CheckedNetwork multVae(int itemCount) {
        Map<String, ?> settings = Map.of(
                "likelihood",
                "multinomial",
                "hiddenSizes",
                List.of(600),
                "latentSize",
                200,
                "dropout",
                0.5,
                "threshold",
                0);
        return new CheckedNetwork(
                "mult-vae-600-200",
                itemCount,
                500,
                items -> new Vae().spec(new Vae().hyperparameters().read(settings), items));
    }
}
