package dev.palate.cli;

import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.evaluation.Comparison;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.RemappedScorer;
import dev.palate.core.training.Algorithm;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained model in a file: its checkpoint, with the sections of a checkpoint of the service for the item ids, and a section that
 * says how it was trained. A file replaces an earlier one only when it is complete.
 */
final class ModelFile {

    private static final String SECTION = "palate.evaluation";
    private static final JsonMapper JSON = new JsonMapper();

    private ModelFile() {}

    /**
     * How a model was trained.
     *
     * @param protocol of the split
     * @param seed of the split and of the training
     * @param withValidation whether it was trained on the validation data as well
     */
    record Training(
            String algorithm, Map<String, Object> hyperparameters, String protocol, long seed, boolean withValidation) {

        Training {
            hyperparameters = new LinkedHashMap<>(hyperparameters);
        }
    }

    /** A model that was read, which it owns. */
    record Loaded(Training training, Contender<?> contender, Model model, IdIndex items) implements AutoCloseable {

        /** What it is measured by, which depends on the data that it was trained on. */
        Comparison comparison(Comparison split) {
            return training.withValidation ? split.withoutValidation() : split;
        }

        /** The model over other items; those that it does not know rank last. */
        ItemScorer over(IdIndex others) {
            return RemappedScorer.of(
                    model, others.ids().stream().mapToInt(items::indexOf).toArray());
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** Writes the file. */
    static void write(Path file, Training training, IdIndex items, Model model) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                CheckpointWriter checkpoint = new CheckpointWriter(out);
                checkpoint.text(SECTION, JSON.writeValueAsString(training));
                ItemColumns.rated(items).write(checkpoint);
                model.save(checkpoint);
                checkpoint.finish();
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteUnfinished(unfinished, e);
            throw new UncheckedIOException("--save " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void deleteUnfinished(Path unfinished, IOException reason) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Models from files, by their names in the report. */
    record LoadedModels(Map<String, Loaded> byName) implements AutoCloseable {

        /** @throws IllegalArgumentException if a file has no model of a known algorithm */
        static LoadedModels read(List<Path> files) {
            LoadedModels models = new LoadedModels(new LinkedHashMap<>());
            try {
                for (Path file : files) {
                    Loaded model = ModelFile.read(file);
                    models.add(file, model);
                }
                return models;
            } catch (RuntimeException e) {
                models.close();
                throw e;
            }
        }

        /** Two files with the same name have different paths in the report. */
        private void add(Path file, Loaded model) {
            String name = model.contender().name() + " of ";
            boolean isKnown = byName.containsKey(name + file.getFileName());
            Loaded same = byName.put(name + (isKnown ? file : file.getFileName()), model);
            if (same != null) {
                same.close();
            }
        }

        @Override
        public void close() {
            byName.values().forEach(Loaded::close);
        }
    }

    /** The verified sections of a file, of which large ones are read again when they are used. */
    static CheckpointReader sections(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new CheckpointReader(in, offset -> {
                InputStream again = Files.newInputStream(file);
                again.skipNBytes(offset);
                return again;
            });
        }
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it has no model of a known algorithm
     */
    static Loaded read(Path file) {
        try {
            CheckpointReader checkpoint = sections(file);
            Training training = JSON.readValue(checkpoint.text(SECTION), Training.class);
            Algorithm<?> algorithm = Algorithms.standard()
                    .find(training.algorithm)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--load " + file + ": unknown algorithm '" + training.algorithm + "'"));
            return new Loaded(
                    training,
                    Contender.of(algorithm).with(training.hyperparameters),
                    algorithm.restore(checkpoint),
                    ItemColumns.read(checkpoint).ids());
        } catch (IOException | JacksonException e) {
            throw new IllegalArgumentException("--load " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
