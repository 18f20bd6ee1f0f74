package dev.palate.spark.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/** A model with its items and the manifest that the service needs to publish it. */
public final class ModelFile {

    private static final String MANIFEST = "palate.manifest";

    private ModelFile() {}

    /**
     * The data that a model was trained on.
     *
     * @param itemRatings how many ratings each item has
     */
    public record Data(List<String> items, int[] itemRatings, long ratingCount, int userCount, Instant cutoff) {}

    /**
     * How a model was trained.
     *
     * @param threads of one task
     * @param rounds after which the executors exchanged what they had learnt
     */
    public record Conditions(int executors, int threads, double trainSeconds, int rounds) {}

    /** Replaces the file {@code target} as a whole. */
    public static void write(Path target, Order order, Data data, Conditions conditions, Model model)
            throws IOException {
        replace(target, checkpoint -> {
            checkpoint.text(MANIFEST, manifest(order, data, conditions));
            model.save(checkpoint);
            ItemColumns.of(IdIndex.of(data.items), data.itemRatings).write(checkpoint);
        });
    }

    private static String manifest(Order order, Data data, Conditions conditions) {
        EvaluationSettings evaluation = order.evaluation();
        ObjectNode json = Order.JSON.createObjectNode();
        json.put("algorithm", order.contender().name());
        json.set("hyperparameters", Order.JSON.valueToTree(order.contender().settings()));
        json.put("seed", order.seed());
        json.set(
                "evaluation",
                Order.JSON.valueToTree(EvaluationSettings.schema(Protocol.STRONG_GENERALIZATION)
                        .write(evaluation)));
        json.putObject("data")
                .put("ratingCount", data.ratingCount)
                .put("userCount", data.userCount)
                .put("itemCount", data.items.size())
                .putNull("digest")
                .put("cutoff", data.cutoff.toString());
        json.putObject("conditions")
                .put("engine", "spark")
                .put("executors", conditions.executors)
                .put("threads", conditions.threads)
                .put("trainSeconds", conditions.trainSeconds)
                .put("rounds", conditions.rounds);
        json.put("palate", palateVersion());
        return json.toString();
    }

    private static String palateVersion() {
        String version = ModelFile.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Writes the sections of a checkpoint. */
    @FunctionalInterface
    public interface Sections {

        void write(CheckpointWriter checkpoint) throws IOException;
    }

    /** Writes a checkpoint next to {@code target} and then replaces it, so that a reader never sees a part of one; a failure leaves none. */
    public static void replace(Path target, Sections sections) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent == null ? Path.of("/") : parent);
        Path written = target.resolveSibling(target.getFileName() + ".part");
        try {
            write(written, sections);
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // A full disk must not stay full.
            Files.deleteIfExists(written);
        }
    }

    private static void write(Path file, Sections sections) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            CheckpointWriter checkpoint = new CheckpointWriter(out);
            sections.write(checkpoint);
            checkpoint.finish();
        }
    }

    /** The verified sections of a file, which must not change while they are read. */
    public static CheckpointReader open(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new CheckpointReader(in, offset -> {
                InputStream again = Files.newInputStream(file);
                again.skipNBytes(offset);
                return again;
            });
        }
    }

    /**
     * A model that was read from a file.
     *
     * @param columns its items
     */
    public record Restored(String algorithm, Model model, ItemColumns columns) {}

    /** @throws IllegalArgumentException if the file has no manifest, or its algorithm is not one of a cluster */
    public static Restored read(Path file) throws IOException {
        CheckpointReader sections = open(file);
        if (!sections.has(MANIFEST)) {
            throw new IllegalArgumentException("%s has no section %s: it does not say which algorithm trained it"
                    .formatted(file.getFileName(), MANIFEST));
        }
        String algorithm =
                Order.JSON.readTree(sections.text(MANIFEST)).path("algorithm").asText();
        Model model = dev.palate.core.Algorithms.standard()
                .find(algorithm)
                .orElseThrow(() -> new IllegalArgumentException("unknown algorithm '%s'".formatted(algorithm)))
                .restore(sections);
        return new Restored(algorithm, model, ItemColumns.read(sections));
    }
}
