package dev.palate.model.file;

import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;

/**
 * What a model file contains.
 *
 * @param columns the item of each column of the model
 * @param model which the receiver closes
 * @param unknownItems number of items that the catalogue of this service does not have
 */
public record ModelContent(
        ModelManifest manifest, Algorithm<?> algorithm, ItemColumns columns, Model model, int unknownItems) {}
