package dev.palate.cli;

import dev.palate.cli.ModelFile.Training;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.Model;
import java.nio.file.Path;

/** Keeps the best model of those that it is offered, in a file. */
final class ModelKeeper {

    private final Path file;
    private final IdIndex items;
    private double best = Double.NEGATIVE_INFINITY;
    private String kept = "";

    ModelKeeper(Path file, IdIndex items) {
        this.file = file;
        this.items = items;
    }

    /** Whether a model of this quality is better than those before it; so is the first one. */
    boolean wants(double quality) {
        return kept.isEmpty() || quality > best;
    }

    /** Writes the model if it is the best one so far. */
    void offer(Training training, Model model, double quality) {
        if (wants(quality)) {
            ModelFile.write(file, training, items, model);
            best = quality;
            kept = training.algorithm();
        }
    }

    /** What to tell about the file; empty if it has no model. */
    String summary() {
        return kept.isEmpty() ? "" : "the model of " + kept + " is in " + file;
    }
}
