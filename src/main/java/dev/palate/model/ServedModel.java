package dev.palate.model;

import dev.palate.core.matrix.IdIndex;
import dev.palate.core.model.Model;

/**
 * A model in memory, ready to score. Immutable.
 *
 * @param items the item id of each of the model's columns
 */
public record ServedModel(String algorithm, int version, Model model, IdIndex items) {}
