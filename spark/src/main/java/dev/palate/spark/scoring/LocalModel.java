package dev.palate.spark.scoring;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.ItemScorer;
import dev.palate.spark.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;

/**
 * The model of a file that Spark has sent to every executor. A JVM reads it once, and all tasks share it.
 *
 * @param items by column
 */
record LocalModel(ItemScorer scorer, IdIndex items) {

    private static final Map<String, LocalModel> LOADED = new ConcurrentHashMap<>();

    /** @param file the name of the file; another model has another name */
    static LocalModel of(String file) {
        return LOADED.computeIfAbsent(file, LocalModel::load);
    }

    private static LocalModel load(String file) {
        try {
            ModelFile.Restored restored = ModelFile.read(Path.of(SparkFiles.get(file)));
            return new LocalModel(restored.model(), restored.columns().ids());
        } catch (IOException e) {
            throw new IllegalStateException("the model %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
