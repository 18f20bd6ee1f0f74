package dev.palate.model.file;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;

/**
 * What a model file contains.
 *
 * @param columns the item of each column of the model
 * @param model which the receiver closes
 * @param unknownItems number of items that the catalogue of this service does not have
 * @param sections of the file
 */
public record ModelContent(
        ModelManifest manifest,
        Algorithm<?> algorithm,
        ItemColumns columns,
        Model model,
        int unknownItems,
        CheckpointReader sections) {

    /** What is published: it scores as the model, and saves the sections of the file, so that no copy of the model is in memory. */
    public Model saved() {
        return new FileModel(model, sections);
    }
}
