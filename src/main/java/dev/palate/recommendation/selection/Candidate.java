package dev.palate.recommendation.selection;

import dev.palate.catalogue.Item;

/** A selected item with its index and its score. */
public record Candidate(int itemIndex, Item item, float score) {}
